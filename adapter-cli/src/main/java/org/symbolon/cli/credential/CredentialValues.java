package org.symbolon.cli.credential;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.symbolon.cli.base.CommandFailedException;
import org.symbolon.cli.base.Inputs;
import org.symbolon.cli.base.PluginHelp;
import org.symbolon.core.drm.credential.CredentialField;
import org.symbolon.core.drm.credential.CredentialKind;

/** Reads a credential from {@code NAME=VALUE} arguments. No message repeats a possible secret. */
record CredentialValues(ImmutableList<CredentialField> fields, Inputs inputs) {

    /** The names of the values with their meanings, for help texts. */
    static ImmutableMap<String, String> meanings(CredentialKind kind) {
        return kind.fields().stream()
                .collect(ImmutableMap.toImmutableMap(
                        CredentialField::name,
                        field -> PluginHelp.meaning(field.meaning(), field.isRequired(), false, field.isSecret())));
    }

    ImmutableMap<String, byte[]> read(List<String> arguments) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            CredentialField field = field(argument, i + 1);
            String value = argument.substring(field.name().length() + 1);
            if (field.isSecret() && !Inputs.isElsewhere(value)) {
                throw secretOnCommandLine(field.name());
            }
            if (values.put(field.name(), inputs.bytes(value)) != null) {
                throw CommandFailedException.usage(field.name() + " is given twice");
            }
        }
        requireAll(values);
        return ImmutableMap.copyOf(values);
    }

    private CredentialField field(String argument, int number) {
        return fields.stream()
                .filter(field -> argument.startsWith(field.name() + "="))
                .findFirst()
                .orElseThrow(() -> CommandFailedException.usage(
                        "value " + number + " is not written NAME=VALUE with one of the names " + names()));
    }

    private static CommandFailedException secretOnCommandLine(String name) {
        return CommandFailedException.usage(
                name + " is a secret, and other users of the machine can read the command line; write " + name
                        + "=@FILE, " + name + "=@- for standard input, or " + name + "=env:VARIABLE");
    }

    private void requireAll(Map<String, byte[]> values) {
        String missing = fields.stream()
                .filter(field -> field.isRequired() && !values.containsKey(field.name()))
                .map(CredentialField::name)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw CommandFailedException.usage("missing: " + missing + "; the names are " + names());
        }
    }

    private String names() {
        return fields.stream()
                .map(field -> field.isRequired() ? field.name() : field.name() + " (optional)")
                .collect(Collectors.joining(", "));
    }
}
