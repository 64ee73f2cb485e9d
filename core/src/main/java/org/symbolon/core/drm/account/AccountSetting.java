package org.symbolon.core.drm.account;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.immutables.value.Value;

/**
 * A choice that operators make for each account: {@code symbolon account set ID --setting DRM.NAME=VALUE}. Unlike the
 * default of a parameter, no request can replace it.
 */
@Value.Immutable
public abstract class AccountSetting {
    /** The value of a setting that is switched on. */
    public static final String YES = "yes";

    /** The value of a setting that is switched off. */
    public static final String NO = "no";

    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,63}");

    /** The name that operators write, after the id of the DRM and a full stop: letters and digits. */
    public abstract String name();

    /** What is chosen, and what each value means, in one sentence without the full stop. */
    public abstract String meaning();

    /** The values that may be chosen, at least two. The first is in force for an account that has chosen none. */
    public abstract List<String> values();

    /** The value for an account that has chosen none. */
    public final String defaultValue() {
        return values().get(0);
    }

    /** Why this value cannot be chosen, as what follows the name in a sentence; empty if it can. */
    public final Optional<String> problem(String value) {
        return values().contains(value) ? Optional.empty() : Optional.of("must be " + String.join(" or ", values()));
    }

    @Value.Check
    final void check() {
        if (!NAME.matcher(name()).matches()) {
            throw new IllegalStateException("the name of an account setting is 1 to 64 letters and digits: " + name());
        }
        if (values().size() < 2) {
            throw new IllegalStateException("the account setting " + name() + " leaves no choice");
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    public static final class Builder extends ImmutableAccountSetting.Builder {}
}
