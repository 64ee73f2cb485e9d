package org.symbolon.cli;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.key.KeyField;
import org.symbolon.core.key.KeyObject;
import org.symbolon.core.key.StoredKey;
import org.symbolon.core.secret.Hex;

/** Key objects as models, in the names of the interface; fields that are not there are left out. */
final class KeyView {
    /** Set by the server; callers cannot. */
    static final String LAST_UPDATE = "lastUpdate";

    /** How wide the columns of a list are, fixed since its rows are not known before they are printed; the last one has no end. */
    private static final ImmutableMap<String, Integer> COLUMNS = ImmutableMap.of(
            KeyField.KID.wireName(),
            32,
            KeyField.KEK_ID.wireName(),
            35,
            LAST_UPDATE,
            24,
            KeyField.EXPIRATION.wireName(),
            20,
            KeyField.CONTENT_ID.wireName(),
            24,
            KeyField.INFO.wireName(),
            1);

    private KeyView() {}

    /** All there is to say: the key as its caller may see it, in the clear or wrapped. */
    static ImmutableMap<String, String> whole(KeyObject key) {
        ImmutableMap.Builder<String, String> model = ImmutableMap.builder();
        model.put(KeyField.KID.wireName(), key.stored().kid().toString());
        key.k()
                .ifPresentOrElse(
                        k -> model.put(KeyField.K.wireName(), Hex.encode(k.reveal())),
                        () -> model.put(
                                KeyField.EK.wireName(),
                                Hex.encode(key.stored().ek().reveal())));
        return model.putAll(properties(key.stored())).build();
    }

    /** What the key is, but for the key itself. */
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

    /** The head of a list. */
    static String header() {
        return row(Maps.asMap(COLUMNS.keySet(), name -> name));
    }

    /** A line of it. */
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
