/**
 * Redemption: a token and a player's challenge become a licence. {@link org.symbolon.core.redeem.TokenRedeemer} opens a token and finds out whether it may be
 * redeemed here and now; only what it found good can be.
 */
@NullMarked
@Value.Style(visibility = Value.Style.ImplementationVisibility.PACKAGE, redactedMask = "***")
package org.symbolon.core.redeem;

import org.immutables.value.Value;
import org.jspecify.annotations.NullMarked;
