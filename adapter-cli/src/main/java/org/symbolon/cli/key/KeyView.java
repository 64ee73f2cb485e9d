package org.symbolon.cli.key;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import java.util.Optional;
import org.symbolon.cli.base.TextLayout;
import org.symbolon.core.keystore.KeyField;
import org.symbolon.core.keystore.KeyObject;
import org.symbolon.core.store.key.StoredKey;
import org.symbolon.core.value.Hex;

/** Makes models of keys, with the names of the interface. Absent fields are left out. */
final class KeyView {
    /** The name of the time of the last change, which callers cannot set. */
    static final String LAST_UPDATE = "lastUpdate";

    /** The widths of the columns. They are fixed, because each row is printed before the next one is read. */
    private static final ImmutableMap<String, Integer> COLUMNS = ImmutableMap.<String, Integer>builder()
            .put(KeyField.KID.wireName(), 32)
            .put(KeyField.INFO.wireName(), 24)
            .put(KeyField.CONTENT_ID.wireName(), 24)
            .put(KeyField.EXPIRATION.wireName(), 20)
            .put(LAST_UPDATE, 24)
            .put(KeyField.KEK_ID.wireName(), 1)
            .build();

    private KeyView() {}

    /** All fields, with the key in the clear or wrapped, as the caller may see it. */
    static ImmutableMap<String, String> whole(KeyObject key) {
        ImmutableMap.Builder<String, String> model = ImmutableMap.builder();
        model.put(KeyField.KID.wireName(), key.stored().kid().toString());
        Optional<String> clear = key.k().map(k -> Hex.encode(k.reveal()));
        KeyField field = clear.isPresent() ? KeyField.K : KeyField.EK;
        model.put(
                field.wireName(),
                clear.orElseGet(() -> Hex.encode(key.stored().ek().reveal())));
        return model.putAll(properties(key.stored())).build();
    }

    /** All fields without the key itself. */
    static ImmutableMap<String, String> withoutKey(KeyObject key) {
        return ImmutableMap.<String, String>builder()
                .put(KeyField.KID.wireName(), key.stored().kid().toString())
                .putAll(properties(key.stored()))
                .build();
    }

    private static ImmutableMap<String, String> properties(StoredKey key) {
        ImmutableMap.Builder<String, String> model = ImmutableMap.builder();
        key.kekId().ifPresent(text -> model.put(KeyField.KEK_ID.wireName(), text));
        key.info().ifPresent(text -> model.put(KeyField.INFO.wireName(), text));
        key.contentId().ifPresent(text -> model.put(KeyField.CONTENT_ID.wireName(), text));
        key.expiration().ifPresent(end -> model.put(KeyField.EXPIRATION.wireName(), end.text()));
        return model.put(LAST_UPDATE, key.lastUpdate().toString()).build();
    }

    /** The header of a list. */
    static String header() {
        return row(Maps.asMap(COLUMNS.keySet(), name -> name));
    }

    /** A line of a list. */
    static String line(KeyObject key) {
        return row(withoutKey(key));
    }

    private static String row(Map<String, String> values) {
        ImmutableList.Builder<String> cells = ImmutableList.builder();
        COLUMNS.forEach((name, width) ->
                cells.add(Strings.padEnd(TextLayout.cell(Optional.ofNullable(values.get(name))), width, ' ')));
        return String.join("  ", cells.build()).stripTrailing();
    }
}
