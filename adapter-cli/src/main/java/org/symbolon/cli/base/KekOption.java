package org.symbolon.cli.base;

import java.util.Optional;
import org.symbolon.core.parameter.Parsed;
import org.symbolon.core.value.KeyEncryptionKey;
import picocli.CommandLine.Option;

/** The option for the file with a KEK, which is never an argument: other users can read arguments. */
public final class KekOption {
    @Option(
            names = "--kek",
            paramLabel = "FILE",
            description =
                    "A file that holds the key encryption key (KEK), 32 hexadecimal digits; - for standard input.")
    private Optional<String> file = Optional.empty();

    /** The KEK, if the option is given. It has the one size under which the key storage wraps keys. */
    public Optional<KeyEncryptionKey> read(Inputs inputs) {
        return file.map(name -> {
            Parsed<KeyEncryptionKey> kek = KeyEncryptionKey.parse128(inputs.line(name));
            if (!kek.isValid()) {
                throw CommandFailedException.refused("the KEK " + kek.rule());
            }
            return kek.value();
        });
    }
}
