package org.symbolon.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.symbolon.packaged.Launcher;
import org.symbolon.packaged.RunningService;

/** The nodes of one store, and its clients. */
final class Site implements AutoCloseable {
    static final long BALANCE = 50_000_000;
    static final long SMALL_BALANCE = 10_000;

    private static final Pattern TOKENS = Pattern.compile("\"tokens\" *: *(-?[0-9]+)");
    private static final Pattern ISSUED = Pattern.compile("\"issued\" *: *([0-9]+)");

    /** The day from which usage is compared: the soak may run over the end of a month. */
    private final String firstDay = LocalDate.now(ZoneOffset.UTC).minusDays(7).toString();

    private final String name;
    private final Ledger ledger = new Ledger();
    private final Map<Path, RunningService> nodes = new LinkedHashMap<>();
    private Optional<Clients> clients = Optional.empty();

    /** Makes the accounts in the store that the first data folder names. */
    Site(String name, Path data) throws IOException {
        this.name = name;
        Path file = Files.writeString(
                data.resolve("accounts.json"),
                "{\"accounts\": ["
                        + account(Clients.METERED, Long.toString(BALANCE)) + ","
                        + account(Clients.SMALL, Long.toString(SMALL_BALANCE)) + ","
                        + account(Clients.UNLIMITED, "null") + "]}");
        run(data, "account", "import", file.toString());
    }

    private static String account(int id, String tokens) {
        return "{\"id\": %d, \"name\": \"Soak\", \"tokens\": %s, \"options\": {\"wv\": \"enabled\"}, \"authenticators\":"
                        .formatted(id, tokens)
                + " [{\"environment\": \"production\", \"secret\": \"" + Clients.SECRET + "\"}]}";
    }

    private static String run(Path data, String... command) {
        Launcher.Result result = Launcher.run(data, command);
        assertEquals(0, result.code(), result.err());
        return result.out();
    }

    Ledger ledger() {
        return ledger;
    }

    synchronized void start(Path data) {
        nodes.put(data, RunningService.start(data, "--host", "127.0.0.1"));
    }

    void kill(Path data) {
        node(data).kill();
        awaitEnd(data);
    }

    void terminate(Path data) {
        node(data).terminate();
        awaitEnd(data);
    }

    private void awaitEnd(Path data) {
        node(data).process.onExit().join();
        synchronized (this) {
            nodes.remove(data);
        }
    }

    synchronized RunningService node(Path data) {
        return nodes.get(data);
    }

    /** With a port that nobody listens on if no node runs: callers are refused then, too. */
    private synchronized ImmutableList<Integer> ports() {
        ImmutableList<Integer> ports =
                nodes.values().stream().map(node -> node.port).collect(ImmutableList.toImmutableList());
        return ports.isEmpty() ? ImmutableList.of(1) : ports;
    }

    Clients startClients() {
        clients = Optional.of(new Clients(ledger, this::ports));
        return clients.get();
    }

    /** Stops the clients, checks the keys, ends the nodes and compares the balances; returns what is wrong. */
    ImmutableList<String> settle(Path data) {
        ImmutableList.Builder<String> wrong = ImmutableList.builder();
        clients.orElseThrow().stop();
        long lost = clients.orElseThrow().lostKeys();
        if (lost > 0) {
            wrong.add(name + ": " + lost + " keys that were acknowledged are not there");
        }
        ImmutableList.copyOf(nodes.keySet()).forEach(this::terminate);
        compare(data, Clients.METERED, BALANCE).ifPresent(wrong::add);
        compare(data, Clients.SMALL, SMALL_BALANCE).ifPresent(wrong::add);
        ledger.complaints().forEach(complaint -> wrong.add(name + ": " + complaint));
        return wrong.build();
    }

    /** Whoever got no answer may have cost the account a token, nobody else may have. */
    private Optional<String> compare(Path data, int account, long balance) {
        Matcher tokens = TOKENS.matcher(run(data, "account", "show", Integer.toString(account), "--output", "json"));
        if (!tokens.find()) {
            return Optional.of(name + ": account " + account + " has no balance");
        }
        long spent = balance - Long.parseLong(tokens.group(1));
        Matcher usage = ISSUED.matcher(
                run(data, "usage", "--account", Integer.toString(account), "--from", firstDay, "--output", "json"));
        if (!usage.find() || Long.parseLong(usage.group(1)) != spent) {
            return Optional.of(name + ": account " + account + " has spent " + spent + ", but its usage is another");
        }
        long issued = ledger.issuedOf(account);
        long unknown = ledger.unknownOf(account);
        System.out.println(name + ": account " + account + " has spent " + spent + ", " + issued
                + " tokens were issued, of " + unknown + " requests nobody knows");
        return spent < issued || spent > issued + unknown
                ? Optional.of(name + ": account " + account + " has spent " + spent + " for " + issued + " tokens")
                : Optional.empty();
    }

    @Override
    public void close() {
        clients.ifPresent(Clients::close);
        ImmutableList.copyOf(nodes.values()).forEach(RunningService::close);
    }
}
