package org.symbolon.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection that keeps its statements prepared for the next time, which SQLite's driver does not do by itself (PostgreSQL's does): to prepare a read of one
 * key takes twice as long as to do it. For users whose statements are few. Like any connection, for one thread at a time.
 */
final class KeptStatements implements InvocationHandler {
    private final Connection connection;
    private final Map<String, PreparedStatement> idle = new HashMap<>();

    private KeptStatements(Connection connection) {
        this.connection = connection;
    }

    static DataSource on(DataSource source) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = forward(source, method, arguments);
            return result instanceof Connection connection ? on(connection) : result;
        });
    }

    static Connection on(Connection connection) {
        return proxy(Connection.class, new KeptStatements(connection));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        return method.getName().equals("prepareStatement") && arguments != null && arguments.length == 1
                ? prepare(String.valueOf(arguments[0]))
                : forward(connection, method, arguments);
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        Optional<PreparedStatement> kept = Optional.ofNullable(idle.remove(sql));
        PreparedStatement statement = kept.isPresent() ? kept.get() : connection.prepareStatement(sql);
        return proxy(PreparedStatement.class, new Use(sql, statement));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(KeptStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object forward(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw Optional.ofNullable(e.getCause()).orElse(e);
        }
    }

    /** A statement from when it is asked for until it is closed, or what looks like that. */
    private final class Use implements InvocationHandler {
        private final String sql;
        private final PreparedStatement statement;
        private Optional<ResultSet> rows = Optional.empty();
        private boolean closed;

        private Use(String sql, PreparedStatement statement) {
            this.sql = sql;
            this.statement = statement;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
                throws Throwable {
            return switch (method.getName()) {
                case "close" -> close();
                case "isClosed" -> closed;
                default -> call(method, arguments);
            };
        }

        private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
            if (closed) {
                throw new SQLException("the statement is closed");
            }
            Object result = forward(statement, method, arguments);
            if (result instanceof ResultSet opened) {
                rows = Optional.of(opened);
            }
            return result;
        }

        /** Ends what it began, forgets the values that were bound and the batch that was not sent, and keeps the statement unless there is one of its kind. */
        private @Nullable Object close() throws SQLException {
            if (closed) {
                return null;
            }
            closed = true;
            if (rows.isPresent()) {
                rows.get().close();
            }
            statement.clearBatch();
            statement.clearParameters();
            if (idle.putIfAbsent(sql, statement) != null) {
                statement.close();
            }
            return null;
        }
    }
}
