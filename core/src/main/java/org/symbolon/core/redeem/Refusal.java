package org.symbolon.core.redeem;

import com.google.common.collect.ImmutableMap;
import java.util.Optional;
import org.symbolon.core.drm.LicenseRefusedException;
import org.symbolon.core.error.Explanation;
import org.symbolon.core.error.Violation;

/**
 * Why a token is not redeemed.
 *
 * @param violation what the player is told
 * @param explanation what the operator can ask for
 * @param device what was learned of the device
 * @param cause what the log shall show: a failure, of this service or of one that it asks
 */
record Refusal(
        Violation violation, Explanation explanation, ImmutableMap<String, String> device, Optional<Throwable> cause) {

    static Refusal of(Violation violation, Explanation explanation) {
        return new Refusal(violation, explanation, ImmutableMap.of(), Optional.empty());
    }

    static Refusal of(LicenseRefusedException refused) {
        return new Refusal(
                refused.violations().get(0),
                refused.explanation(),
                refused.device(),
                Optional.ofNullable(refused.getCause()));
    }
}
