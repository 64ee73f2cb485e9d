/**
 * API: redemption. A token and a player's challenge become a licence.
 */
@NullMarked
package org.symbolon.core.redeem;

import org.jspecify.annotations.NullMarked;
