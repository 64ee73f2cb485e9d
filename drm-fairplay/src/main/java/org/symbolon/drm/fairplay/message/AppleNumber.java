package org.symbolon.drm.fairplay.message;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Numbers that Apple's players show where FairPlay fails on the device, so that explanations can be found by them.
 * Safari shows the same number without its sign. The meanings are those that developers have published from Apple's
 * documents.
 */
enum AppleNumber {
    CKC_INVALID(-42668, "the CKC is not valid"),
    CERTIFICATE_INVALID(-42679, "the certificate for the SPC is not valid"),
    CERTIFICATE_REVOKED(-42783, "the certificate is not valid, possibly revoked"),
    VERSIONS_INVALID(-42681, "the list of versions for the SPC is not valid"),
    UNEXPLAINED(-42605, "no public document says what it means");

    private final int number;
    private final String meaning;

    AppleNumber(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** A sentence with these numbers, each with its sign and without. */
    static String sentence(AppleNumber... numbers) {
        return Stream.of(numbers)
                .map(one -> one.number + " (" + Integer.toUnsignedString(one.number) + "): " + one.meaning)
                .collect(Collectors.joining("; ", "What Apple's players show in such a case may be ", "."));
    }
}
