package org.symbolon.drm.fairplay.credential;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The FairPlay credentials of an account. One that cannot be read serves nobody, but does not stop the others.
 *
 * @param readable those that serve
 * @param unreadable the names of the others, each with what is wrong with it
 */
public record AccountCredentials(ImmutableList<FairPlayCredential> readable, ImmutableMap<String, String> unreadable) {

    /** A key of this length goes with SPC version 1. */
    private static final int VERSION_ONE_BITS = 1024;

    /**
     * The application certificate for players: the newest, by the beginning of its validity, or the one with this
     * SHA-1. One of the simulator comes last, because no real device works with it.
     *
     * @param sha1 the SHA-1 in hexadecimal; empty for the newest
     * @param versionOneOnly whether certificates for keys of 1024 bits come before others, because SPCs of version 1
     *     alone can be answered
     */
    public Optional<FairPlayCredential> forPlayers(Optional<String> sha1, boolean versionOneOnly) {
        Comparator<FairPlayCredential> order = Comparator.<FairPlayCredential, Boolean>comparing(c -> !c.simulated())
                .thenComparing(c -> versionOneOnly && c.keyBytes() * Byte.SIZE == VERSION_ONE_BITS)
                .thenComparing(c -> c.certificate().getNotBefore())
                .thenComparing(FairPlayCredential::name);
        return readable.stream()
                .filter(c -> sha1.isEmpty() || c.name().equalsIgnoreCase(sha1.get()))
                .max(order);
    }

    /**
     * Whether a SHA-1 is that of one of the certificates as text, which players give to devices by mistake.
     *
     * @param hash the SHA-1 in hexadecimal
     * @return what the text is, and of which certificate, in words
     */
    public Optional<String> textForm(String hash) {
        return readable.stream()
                .flatMap(c -> CertificateText.formOf(c.der(), hash).stream()
                        .map(form -> form + " instead of the certificate " + c.name()))
                .findFirst();
    }

    /** The names and lengths of those that serve, and which others there are, for operators. */
    public String describe() {
        String serving = readable.stream()
                .map(c -> c.name() + " (" + c.keyBytes() * Byte.SIZE + " bits)")
                .collect(Collectors.joining(", "));
        String others = unreadable.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .collect(Collectors.joining(", "));
        return (serving.isEmpty() ? "no credential" : serving) + (others.isEmpty() ? "" : "; not readable: " + others);
    }
}
