package org.symbolon.core.store.administration;

import java.util.Optional;

/**
 * One field that changed. Secrets are masked before they get here.
 *
 * @param field its name, such as {@code options.wv}
 * @param before what it was; empty if there was nothing
 * @param after what it is; empty if there is nothing
 */
public record AuditChange(String field, Optional<String> before, Optional<String> after) {}
