package org.symbolon.cli;

/** The form of results. */
enum OutputFormat {
    TEXT,
    JSON
}
