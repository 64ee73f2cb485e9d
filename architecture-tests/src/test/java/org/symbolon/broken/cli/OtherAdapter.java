package org.symbolon.broken.cli;

/** An adapter that is known by another one. */
public final class OtherAdapter {
    private OtherAdapter() {}
}
