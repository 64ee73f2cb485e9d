package org.symbolon.core.redeem;

/** The one parameter of redemption. */
public final class RightsParameters {
    /** The token, in the query of a licence URL or as a header of the player's. */
    public static final String TOKEN = "ExpressPlayToken";

    private RightsParameters() {}
}
