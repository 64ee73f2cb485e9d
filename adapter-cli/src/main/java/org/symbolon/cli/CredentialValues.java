package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.symbolon.core.drm.CredentialField;

/** Reads what makes a credential from {@code NAME=VALUE} arguments. Repeats nothing of an argument that may be a secret. */
record CredentialValues(ImmutableList<CredentialField> fields, Inputs inputs) {

    ImmutableMap<String, byte[]> read(List<String> arguments) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            CredentialField field = field(argument, i + 1);
            String value = argument.substring(field.name().length() + 1);
            if (field.secret() && !Inputs.isElsewhere(value)) {
                throw CommandFailedException.usage(field.name()
                        + " is a secret, and everybody on the machine can see a command line; write "
                        + field.name() + "=@FILE, " + field.name() + "=@- for standard input, or " + field.name()
                        + "=env:VARIABLE");
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

    private void requireAll(Map<String, byte[]> values) {
        String missing = fields.stream()
                .filter(field -> field.required() && !values.containsKey(field.name()))
                .map(CredentialField::name)
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw CommandFailedException.usage("missing: " + missing + "; the names are " + names());
        }
    }

    private String names() {
        return fields.stream()
                .map(field -> field.required() ? field.name() : field.name() + " (optional)")
                .collect(Collectors.joining(", "));
    }
}
