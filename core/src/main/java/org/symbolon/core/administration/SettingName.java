package org.symbolon.core.administration;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.collect.Table;
import com.google.common.collect.TreeBasedTable;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.value.DrmId;

/** The name of an account setting of a DRM, such as {@code ex.shape}. */
public record SettingName(DrmId drm, String setting) {

    /** Reads {@code DRM.NAME}. */
    public static Optional<SettingName> parse(String text) {
        int dot = text.indexOf('.');
        String id = text.substring(0, Math.max(0, dot));
        return DrmId.isValid(id)
                ? Optional.of(new SettingName(new DrmId(id), text.substring(dot + 1)))
                : Optional.empty();
    }

    /** Why an account cannot have this value of the setting, or of any value if it is empty; empty if it can. */
    public Optional<String> problem(DrmCatalogue drms, Optional<String> value) {
        if (drms.find(drm).isEmpty()) {
            return Optional.of(DefaultName.NO_PLUGIN);
        }
        return drms.find(drm)
                .flatMap(known -> known.accountSetting(setting))
                .map(known -> value.flatMap(known::problem))
                .orElseGet(() -> Optional.of("is no account setting of " + drm));
    }

    /** What an account has chosen after a change. An empty value brings back the default. */
    public static Map<DrmId, ImmutableMap<String, String>> merged(
            Map<DrmId, ImmutableMap<String, String>> stored, Map<SettingName, Optional<String>> changes) {
        Table<DrmId, String, String> merged =
                TreeBasedTable.create(Comparator.comparing(DrmId::value), Comparator.naturalOrder());
        stored.forEach((drm, values) -> merged.row(drm).putAll(values));
        changes.forEach((name, value) -> value.ifPresentOrElse(
                chosen -> merged.put(name.drm(), name.setting(), chosen),
                () -> merged.remove(name.drm(), name.setting())));
        return Maps.transformValues(merged.rowMap(), ImmutableMap::copyOf);
    }
}
