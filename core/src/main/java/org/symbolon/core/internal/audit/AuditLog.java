package org.symbolon.core.internal.audit;

import com.google.common.collect.ImmutableList;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.symbolon.core.store.administration.AdministrationStore;
import org.symbolon.core.store.administration.Administrator;
import org.symbolon.core.store.administration.AuditChange;
import org.symbolon.core.store.administration.AuditEntry;
import org.symbolon.core.store.administration.Expected;

/** Writes the audit log: it knows who makes the changes of each thread. Safe for use by many threads. */
public final class AuditLog {
    private static final int LONGEST_TEXT = 1_000;
    private static final int MOST_CHANGES = 200;

    private final AdministrationStore store;
    private final InstantSource clock;
    private final Author usual;

    @SuppressWarnings("ThreadLocalUsage") // one for each product in the process, and emptied after each use
    private final ThreadLocal<Scope> scope = new ThreadLocal<>();

    /**
     * Who makes a change.
     *
     * @param name the administrator, or the user of the operating system
     * @param place from where
     * @param administrator false for the program itself, whose customers change their own keys
     */
    public record Author(String name, String place, boolean administrator) {}

    /**
     * What was done.
     *
     * @param action such as {@code account.change}
     */
    public record Done(String action, ImmutableList<AuditChange> changes) {
        public static Done of(String action, AuditChange... changes) {
            return new Done(action, ImmutableList.copyOf(changes));
        }

        Done with(AuditChange more) {
            return new Done(
                    action,
                    ImmutableList.<AuditChange>builder()
                            .addAll(changes)
                            .add(more)
                            .build());
        }
    }

    /** Who works on a thread, and what the first change of that subject is based on. */
    private static final class Scope {
        private final Author author;
        private final String subject;
        private Expected expected;

        Scope(Author author, String subject, Expected expected) {
            this.author = author;
            this.subject = subject;
            this.expected = expected;
        }
    }

    /**
     * A log.
     *
     * @param usual who makes a change where nobody else is named
     */
    public AuditLog(AdministrationStore store, InstantSource clock, Author usual) {
        this.store = store;
        this.clock = clock;
        this.usual = usual;
    }

    /**
     * Does something on behalf of somebody, on this thread.
     *
     * @param expected what the first change of the subject is based on
     */
    public <T> T by(Author author, String subject, Expected expected, Supplier<T> work) {
        Optional<Scope> outer = Optional.ofNullable(scope.get());
        scope.set(new Scope(author, subject, expected));
        try {
            return work.get();
        } finally {
            outer.ifPresentOrElse(scope::set, scope::remove);
        }
    }

    /** Whether an administrator works on this thread, and not a customer. */
    boolean isAdministered() {
        return author().administrator();
    }

    private Author author() {
        return Optional.ofNullable(scope.get()).map(known -> known.author).orElse(usual);
    }

    /** Makes a change and writes its entry, both or none; see {@link AdministrationStore#change}. */
    <T> T change(String subject, Supplier<Done> done, Supplier<T> change) {
        Author author = author();
        return store.change(subject, takeExpected(subject), () -> entry(author, subject, done.get()), change);
    }

    /** Writes an entry by itself, before something is done; see {@link AdministrationStore#append}. */
    public void append(String subject, Done done) {
        store.append(entry(author(), subject, done), takeExpected(subject));
    }

    /** Creates, changes or removes an administrator. */
    public Optional<Administrator> changeAdministrator(
            String name, Function<Optional<Administrator>, Optional<Administrator>> change) {
        AtomicReference<Done> done = new AtomicReference<>(Done.of("administrator.change"));
        return change(
                Subjects.ofAdministrator(name),
                done::get,
                () -> store.change(name, before -> {
                    Optional<Administrator> after = change.apply(before);
                    done.set(AdministratorFields.done(before, after));
                    return after;
                }));
    }

    private Expected takeExpected(String subject) {
        Optional<Scope> known = Optional.ofNullable(scope.get()).filter(each -> each.subject.equals(subject));
        Expected expected = known.map(each -> each.expected).orElse(Expected.ANY);
        known.ifPresent(each -> each.expected = Expected.ANY);
        return expected;
    }

    private AuditEntry entry(Author author, String subject, Done done) {
        return AuditEntry.builder()
                .time(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .actor(author.name())
                .place(author.place())
                .action(done.action())
                .subject(subject)
                .changes(done.changes().stream()
                        .limit(MOST_CHANGES)
                        .map(change -> new AuditChange(
                                change.field(),
                                change.before().map(AuditLog::cut),
                                change.after().map(AuditLog::cut)))
                        .collect(ImmutableList.toImmutableList()))
                .build();
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST_TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TEXT)) + "…";
    }
}
