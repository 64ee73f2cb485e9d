package org.symbolon.cli;

import java.util.Optional;
import org.symbolon.core.key.KeyEncryptionKey;
import picocli.CommandLine.Option;

/** Where a KEK comes from; it is never an argument itself. */
final class KekOption {
    @Option(
            names = "--kek",
            paramLabel = "FILE",
            description =
                    "A file that holds the key encryption key (KEK), 32 hexadecimal digits; - for standard input.")
    private Optional<String> file = Optional.empty();

    /** The KEK, where one is given. */
    Optional<KeyEncryptionKey> read(Inputs inputs) {
        return file.map(inputs::kek);
    }
}
