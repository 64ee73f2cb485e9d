package org.symbolon.core.internal.parameter;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.value.Hex;

/**
 * Recognises keys and authenticators that a caller typed into the wrong parameter, so that they are neither answered
 * nor logged nor recorded.
 */
public final class MisplacedSecrets {
    /** Keys, KEKs and the secrets of authenticators have at least so many hexadecimal digits. */
    private static final int DIGITS = 32;

    private static final ImmutableSet<String> SECRETS = ImmutableSet.of(
            CommonParameters.CUSTOMER_AUTHENTICATOR.name(),
            CommonParameters.KEK.name(),
            CommonParameters.EK.name(),
            CommonParameters.CONTENT_KEY.name());

    private MisplacedSecrets() {}

    /** Whether a text may be or contain a secret. Other things look like that too, such as the hash of a session. */
    public static boolean mayBeIn(String text) {
        return Hex.hasRun(text, DIGITS);
    }

    /** Whether a text is a part of a secret that the same request sends in the right parameter, numbered or not. */
    static boolean isRepeated(RequestParameters request, String text) {
        if (!mayBeIn(text)) {
            return false;
        }
        String wanted = Ascii.toLowerCase(text);
        return request.names().stream()
                .filter(name -> SECRETS.contains(name.replaceFirst("\\.[0-9]+$", "")))
                .flatMap(name -> request.all(name).stream())
                .anyMatch(value -> Ascii.toLowerCase(value).contains(wanted));
    }
}
