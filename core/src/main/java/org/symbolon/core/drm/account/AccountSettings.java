package org.symbolon.core.drm.account;

import com.google.common.collect.ImmutableMap;
import java.util.Map;

/** What an account has chosen of the {@link AccountSetting}s of one DRM. */
public final class AccountSettings {
    /** Those of an account that has chosen nothing. */
    public static final AccountSettings NONE = of(ImmutableMap.of());

    private final ImmutableMap<String, String> chosen;

    private AccountSettings(ImmutableMap<String, String> chosen) {
        this.chosen = chosen;
    }

    /** The choices, by the names of the settings. */
    public static AccountSettings of(Map<String, String> chosen) {
        return new AccountSettings(ImmutableMap.copyOf(chosen));
    }

    /**
     * The value in force. It is the default if the account has chosen none, and if it has one that this release does
     * not know, because another release stored it.
     */
    public String get(AccountSetting setting) {
        String value = chosen.getOrDefault(setting.name(), setting.defaultValue());
        return setting.values().contains(value) ? value : setting.defaultValue();
    }

    /** Whether the value in force is {@link AccountSetting#YES}. */
    public boolean isOn(AccountSetting setting) {
        return get(setting).equals(AccountSetting.YES);
    }

    @Override
    public String toString() {
        return chosen.toString();
    }
}
