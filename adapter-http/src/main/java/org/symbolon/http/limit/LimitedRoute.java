package org.symbolon.http.limit;

/** The kinds of requests, each with limits of its own. Questions of monitors are none of them. */
public enum LimitedRoute {
    TOKEN("token", "for tokens"),
    RIGHTS("rights", "for licences"),
    KEYSTORE("keystore", "to the key storage"),
    RECORDS("records", "for records");

    private final String id;
    private final String purpose;

    LimitedRoute(String id, String purpose) {
        this.id = id;
        this.purpose = purpose;
    }

    /** The name in settings and in meters. */
    public String id() {
        return id;
    }

    /** What the requests are for, within a sentence. */
    String purpose() {
        return purpose;
    }
}
