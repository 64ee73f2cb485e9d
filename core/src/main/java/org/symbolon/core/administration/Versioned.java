package org.symbolon.core.administration;

/**
 * Something that can be changed, as it was at a revision. A change that names the revision is refused if somebody else
 * changed it meanwhile.
 *
 * @param revision for {@code Expected.of}
 */
public record Versioned<T>(T value, long revision) {}
