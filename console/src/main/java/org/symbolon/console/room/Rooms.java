package org.symbolon.console.room;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.console.page.Room;
import org.symbolon.http.management.ManagementSite;

/** All rooms, by their names in the path. */
public final class Rooms implements AutoCloseable {
    /** The room behind the path {@code /console/}. */
    public static final String FIRST = "search";

    private final ImmutableMap<String, Room> rooms;
    private final History history;

    private Rooms(ImmutableMap<String, Room> rooms, History history) {
        this.rooms = rooms;
        this.history = history;
    }

    /** Furnishes them, and begins to sample what the charts show. */
    public static Rooms open(ManagementSite.Context context) {
        History history = History.start(context.symbolon());
        return new Rooms(
                ImmutableMap.<String, Room>builder()
                        .put(FIRST, new SearchRoom(context.symbolon()))
                        .put("accounts", new AccountsRoom(context.symbolon()))
                        .put("playground", new PlaygroundRoom(context.symbolon(), context.settings()))
                        .put("keys", new KeysRoom(context.symbolon()))
                        .put("credentials", new CredentialsRoom(context.symbolon()))
                        .put("usage", new UsageRoom(context.symbolon(), context.figures(), history))
                        .put("nodes", new NodesRoom(context.symbolon()))
                        .put("audit", AuditRoom::answer)
                        .buildOrThrow(),
                history);
    }

    public Optional<Room> find(String name) {
        return Optional.ofNullable(rooms.get(name));
    }

    @Override
    public void close() {
        history.close();
    }
}
