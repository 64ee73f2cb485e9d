package org.symbolon.store.jdbc.sqlite;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection that keeps a closed statement prepared until the same SQL is prepared again. SQLite's driver does not do
 * that (PostgreSQL's does), and preparing the query for one key takes twice as long as running it. As many statements
 * are kept as a caller with few different ones uses; beyond that, the one that was not used for the longest time is
 * closed. Like any connection, it is used by one thread at a time.
 */
final class StatementCache implements InvocationHandler {
    private static final int MOST = 64;

    private final Connection connection;
    /** The longest unused first. */
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

    private StatementCache(Connection connection) {
        this.connection = connection;
    }

    static DataSource on(DataSource source) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = forward(source, method, arguments);
            return result instanceof Connection connection ? on(connection) : result;
        });
    }

    static Connection on(Connection connection) {
        return proxy(Connection.class, new StatementCache(connection));
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

    private void closeLongestUnused() throws SQLException {
        Iterator<PreparedStatement> kept = idle.values().iterator();
        PreparedStatement unused = kept.next();
        kept.remove();
        unused.close();
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(StatementCache.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object forward(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw Optional.ofNullable(e.getCause()).orElse(e);
        }
    }

    /**
     * A prepared statement as its caller sees it: open until the caller closes it, while the driver's statement stays
     * open.
     */
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

        /**
         * Closes the result set, clears the bound values and the batch, and puts the driver's statement into the cache;
         * closes it if the cache has one with the same SQL.
         */
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
            } else if (idle.size() > MOST) {
                closeLongestUnused();
            }
            return null;
        }
    }
}
