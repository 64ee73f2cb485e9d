package org.symbolon.store.jdbc.lease;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.symbolon.core.store.usage.UsageScope;
import org.symbolon.core.value.AccountId;
import org.symbolon.store.jdbc.lease.LeaseJournal.Content;
import org.symbolon.store.jdbc.lease.LeaseUse.Tally;
import org.symbolon.store.jdbc.usage.ScopeNumbers;

/** Reads the bytes of a {@link LeaseJournal}, also of one that a node of the release before has left. */
final class JournalReader {
    /** Its slots have two numbers, an account and how many tokens were used, and so do not say what for. */
    private static final long VERSION_BEFORE = 2;

    private static final int SLOT_BEFORE = 16;

    private final ByteBuffer file;
    private final Map<AccountId, LeaseUse> read = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    private JournalReader(ByteBuffer file) {
        this.file = file;
    }

    /** Reads a journal; empty if it is damaged or another node's. */
    static Optional<Content> read(ByteBuffer file, UUID node) {
        if (file.remaining() < LeaseJournal.HEADER || file.getLong() != LeaseJournal.MAGIC) {
            return Optional.empty();
        }
        long version = file.getLong();
        if (!readId(file).equals(node)) {
            return Optional.empty();
        }
        Optional<UUID> boot = Optional.of(readId(file)).filter(id -> !id.equals(LeaseJournal.NO_ID));
        Optional<UUID> identity = Optional.of(readId(file)).filter(id -> !id.equals(LeaseJournal.NO_ID));
        JournalReader reader = new JournalReader(file);
        boolean intact =
                version == LeaseJournal.VERSION ? reader.slots() : version == VERSION_BEFORE && reader.slotsBefore();
        return intact ? Optional.of(new Content(boot, identity, ImmutableMap.copyOf(reader.read))) : Optional.empty();
    }

    private static UUID readId(ByteBuffer file) {
        return new UUID(file.getLong(), file.getLong());
    }

    /** Reads all slots; returns false if one is damaged, or there are two for one use. */
    private boolean slots() {
        while (file.remaining() >= LeaseJournal.SLOT) {
            long account = file.getLong();
            Optional<UsageScope> scope = new ScopeNumbers(account, file.getLong(), file.getLong()).scope();
            long used = file.getLong();
            boolean free = account == 0 && used == 0;
            boolean valid = scope.isPresent() && used >= 0;
            if (!free && !(valid && add(scope.get(), used))) {
                return false;
            }
        }
        return true;
    }

    private boolean add(UsageScope scope, long used) {
        Tally tally = new Tally(scope, used);
        LeaseUse before = read.getOrDefault(scope.account(), LeaseUse.unknown(0));
        read.put(
                scope.account(),
                new LeaseUse(
                        before.total() + used,
                        ImmutableList.<Tally>builder()
                                .addAll(before.tallies())
                                .add(tally)
                                .build()));
        return names.add(scope.account() + "/" + tally.name());
    }

    private boolean slotsBefore() {
        while (file.remaining() >= SLOT_BEFORE) {
            long account = file.getLong();
            long used = file.getLong();
            boolean free = account == 0 && used == 0;
            if (!free
                    && (account <= 0 || used < 0 || read.put(new AccountId(account), LeaseUse.unknown(used)) != null)) {
                return false;
            }
        }
        return true;
    }
}
