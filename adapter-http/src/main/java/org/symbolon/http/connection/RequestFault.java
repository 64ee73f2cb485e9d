package org.symbolon.http.connection;

/**
 * Why a request cannot be read or taken, and the status that says so. It has no stack trace: callers cause it at will.
 */
public final class RequestFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RequestFault(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The fault of a request that there is no memory for. */
    static RequestFault memoryIsFull() {
        return new RequestFault(503, "The service has no memory for more requests; try again");
    }

    static RequestFault controls() {
        return new RequestFault(400, "There are control characters in the request line");
    }

    static RequestFault lineTooLong() {
        return new RequestFault(414, "The request line is too long");
    }

    static RequestFault headersTooLong() {
        return new RequestFault(431, "The headers are too long, or more than " + RequestHeads.MOST_HEADERS);
    }

    static RequestFault expectation() {
        return new RequestFault(417, "The only expectation that can be met is 100-continue");
    }

    public int status() {
        return status;
    }
}
