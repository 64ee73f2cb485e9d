package org.symbolon.cli.key;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.Commands;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.Inputs;
import org.symbolon.cli.base.KekOption;
import org.symbolon.cli.base.Output;
import org.symbolon.cli.base.TextLayout;
import org.symbolon.core.Symbolon;
import org.symbolon.core.keystore.KeyCaller;
import org.symbolon.core.keystore.KeyError;
import org.symbolon.core.keystore.KeyObject;
import org.symbolon.core.keystore.KeyRefusedException;
import org.symbolon.core.store.key.KeyPage;
import org.symbolon.core.value.KeyEncryptionKey;
import org.symbolon.core.value.KeyId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and removes stored keys. The subcommands that write keys are classes of their own. */
@Command(
        name = "key",
        addMethodSubcommands = false,
        description = {
            "Stores content keys, shows and removes them.",
            "",
            "A key belongs to an account and an environment. It is stored wrapped under a key encryption key (KEK),"
                    + " which is given to the command (--kek) or kept for the account ('account kek')."
        })
public record KeyCommand(GlobalOptions global) {
    static final String KID_MEANING =
            "The id of the key: 32 hexadecimal digits, or ^ and a string such as ^film1, from which the id is"
                    + " computed.";

    /** The command with the subcommands that the words name. */
    public static CommandLine create(GlobalOptions global, ImmutableList<String> words) {
        ImmutableMap<String, Commands.Source> classes = ImmutableMap.of(
                "put", Commands.Source.of(KeyPutCommand::new, global),
                "import", Commands.Source.of(KeyImportCommand::new, global),
                "export", Commands.Source.of(KeyExportCommand::new, global),
                "purge", Commands.Source.of(KeyPurgeCommand::new, global));
        return Commands.group(new KeyCommand(global), classes, words);
    }

    @Command(description = {"Shows keys wrapped (ek), or with --kek in the clear (k)."})
    void get(
            @Mixin KeyOwner owner,
            @Parameters(arity = "1..*", paramLabel = "KID", description = KID_MEANING) List<KeyId> kids,
            @Mixin KekOption kekOption) {
        Optional<KeyEncryptionKey> kek = kekOption.read(new Inputs(global.surroundings()));
        try (Symbolon symbolon = global.open()) {
            KeyCaller caller = kek.map(given -> owner.reader(symbolon, given)).orElseGet(() -> owner.reader(symbolon));
            ImmutableList<ImmutableMap<String, String>> keys = symbolon.keys().get(caller, kids).stream()
                    .map(KeyView::whole)
                    .collect(ImmutableList.toImmutableList());
            global.output().result(keys, keys.stream().map(TextLayout::of).collect(Collectors.joining("\n\n")));
        }
    }

    /** The options that limit a list. */
    static final class Range {
        @Option(names = "--limit", paramLabel = "N", description = "Show at most N keys (default: all).")
        private int limit = Integer.MAX_VALUE;

        @Option(names = "--after", paramLabel = "KID", description = "Begin after this key, in the order of the ids.")
        private Optional<KeyId> after = Optional.empty();

        KeyPage page() {
            if (limit < 1) {
                throw CommandFailedException.usage("--limit must be 1 or more");
            }
            return new KeyPage(after, limit);
        }
    }

    @Command(
            description = {
                "Lists keys in the order of their ids, one in each line. In JSON they include the wrapped key.",
                "",
                "The id of a key that was stored as ^ and a string does not tell the string; 'key put' and 'key import'"
                        + " keep it as info, if no other info is given."
            })
    void list(@Mixin KeyOwner owner, @Mixin Range range) {
        KeyPage page = range.page();
        try (Symbolon symbolon = global.open()) {
            KeyPages pages = new KeyPages(symbolon.keys(), owner.reader(symbolon), page);
            try (Output.Listing listing = global.output().listing(KeyView.header())) {
                for (List<KeyObject> keys = pages.next(); !keys.isEmpty(); keys = pages.next()) {
                    keys.forEach(key -> listing.add(KeyView.whole(key), KeyView.line(key)));
                    listing.flush();
                }
            }
        }
    }

    @Command(description = "Removes keys. If one is not stored, the others are removed all the same.")
    void delete(
            @Mixin KeyOwner owner,
            @Parameters(arity = "1..*", paramLabel = "KID", description = KID_MEANING) List<KeyId> kids) {
        List<String> deleted = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        try (Symbolon symbolon = global.open()) {
            KeyCaller caller = owner.reader(symbolon);
            kids.forEach(kid -> (remove(symbolon, caller, kid) ? deleted : missing).add(kid.toString()));
        }
        global.output()
                .result(ImmutableMap.of("deleted", deleted, "missing", missing), "keys deleted: " + deleted.size());
        if (!missing.isEmpty()) {
            throw CommandFailedException.refused(missing.stream()
                    .map(kid -> "error: no key is stored under kid " + kid)
                    .toList());
        }
    }

    private static boolean remove(Symbolon symbolon, KeyCaller caller, KeyId kid) {
        try {
            symbolon.keys().remove(caller, kid);
            return true;
        } catch (KeyRefusedException e) {
            if (e.error() != KeyError.NOT_FOUND) {
                throw e;
            }
            return false;
        }
    }
}
