package org.symbolon.drm.fairplay.message;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.core.error.Explanation;
import org.symbolon.drm.fairplay.credential.AccountCredentials;

/** Explains an SPC that was made for a certificate which is none of the account's. */
final class WrongCertificate {
    private WrongCertificate() {}

    /**
     * The refusal.
     *
     * @param named the SHA-1 that the SPC names, in hexadecimal, with the bits of the key with which it stands there;
     *     two if the SPC fits neither length
     */
    static MalformedException refusal(ImmutableMap<String, Integer> named, AccountCredentials credentials) {
        for (String hash : named.keySet()) {
            Optional<String> problem =
                    Optional.ofNullable(credentials.unreadable().get(hash));
            if (problem.isPresent()) {
                return unreadable(hash, problem.get());
            }
            Optional<String> form = credentials.textForm(hash);
            if (form.isPresent()) {
                return givenAsText(hash, form.get());
            }
        }
        return unknown(named, credentials);
    }

    private static MalformedException unreadable(String name, String problem) {
        return new MalformedException(Explanation.of(
                "The credential that the SPC names can be read.",
                "credential " + name,
                problem,
                "The key ring was replaced or restored from an older backup, or a newer release stored the credential;"
                        + " symbolon credential set fp stores it anew."));
    }

    private static MalformedException givenAsText(String hash, String form) {
        return new MalformedException(
                Explanation.of(
                        "The player gives the device the application certificate as DER.",
                        "the SHA-1 of the bytes of the certificate (DER, the .cer file as Apple delivers it)",
                        hash + ", the SHA-1 of " + form,
                        "The player loads the certificate as text. Decode it (openssl x509 -outform der), or have the"
                                + " player load /hms/fp/certificate/. "
                                + AppleNumber.sentence(AppleNumber.CERTIFICATE_INVALID, AppleNumber.UNEXPLAINED)),
                "the player was given the application certificate as PEM or Base64 text; give it the bytes (DER)");
    }

    private static MalformedException unknown(ImmutableMap<String, Integer> named, AccountCredentials credentials) {
        String got = named.entrySet().stream()
                .map(one -> one.getKey() + " (" + one.getValue() + " bits)")
                .collect(Collectors.joining(" or "));
        return new MalformedException(
                Explanation.of(
                        "The SPC was made for the certificate of one of the account's credentials.",
                        credentials.describe(),
                        got,
                        "The app uses another application certificate than the account's credentials; symbolon"
                                + " credential set fp stores one, and the SHA-1 of the player's file (sha1sum) tells which it is. "
                                + AppleNumber.sentence(
                                        AppleNumber.CERTIFICATE_INVALID,
                                        AppleNumber.CERTIFICATE_REVOKED,
                                        AppleNumber.UNEXPLAINED)),
                "the SPC was made for an application certificate that the account does not have");
    }
}
