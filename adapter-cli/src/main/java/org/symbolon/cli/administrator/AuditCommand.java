package org.symbolon.cli.administrator;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.core.Symbolon;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.AuditQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the audit log. */
@Command(
        name = "audit",
        description = {
            "Shows the audit log, the youngest entries first: who changed what, when, from where, and what it was before"
                    + " and after. Secrets are masked.",
            "",
            "Commands write it too, in the name of the user of the operating system."
        })
public final class AuditCommand implements Runnable {
    private final GlobalOptions global;

    @Option(names = "--actor", paramLabel = "NAME", description = "Only what this administrator or user has done.")
    private Optional<String> actor = Optional.empty();

    @Option(names = "--subject", paramLabel = "SUBJECT", description = "Only what was done to this, such as account/5.")
    private Optional<String> subject = Optional.empty();

    @Option(names = "--before", paramLabel = "NUMBER", description = "Only entries with a smaller number.")
    private Optional<Long> before = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Show at most N entries, 1 to 500 (default: 100).")
    private int limit = 100;

    public AuditCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public void run() {
        if (limit < 1 || limit > AuditQuery.MOST) {
            throw CommandFailedException.usage("--limit must be from 1 to " + AuditQuery.MOST);
        }
        AuditQuery.Builder query =
                AuditQuery.builder().actor(actor).subject(subject).length(limit);
        before.ifPresent(number -> query.before(OptionalLong.of(number)));
        try (Symbolon symbolon = global.open()) {
            ImmutableList<AuditEntry> found =
                    global.desk(symbolon).administrators().audit(query.build());
            global.output()
                    .list(models(found, AuditCommand::changes), models(found, AuditCommand::line), "there is no entry");
        }
    }

    private static ImmutableList<ImmutableMap<String, Object>> models(
            ImmutableList<AuditEntry> entries, Function<AuditEntry, Object> changes) {
        return entries.stream()
                .map(entry -> ImmutableMap.<String, Object>builder()
                        .put("number", entry.number())
                        .put("time", entry.time().toString())
                        .put("actor", entry.actor())
                        .put("place", entry.place())
                        .put("action", entry.action())
                        .put("subject", entry.subject())
                        .put("changes", changes.apply(entry))
                        .buildOrThrow())
                .collect(ImmutableList.toImmutableList());
    }

    private static Object changes(AuditEntry entry) {
        return entry.changes().stream()
                .map(change ->
                        ImmutableMap.of("field", change.field(), "before", change.before(), "after", change.after()))
                .collect(ImmutableList.toImmutableList());
    }

    private static String line(AuditEntry entry) {
        return entry.changes().stream().map(AuditCommand::line).collect(Collectors.joining("; "));
    }

    private static String line(AuditChange change) {
        return change.field() + ": " + change.before().orElse("-") + " -> "
                + change.after().orElse("-");
    }
}
