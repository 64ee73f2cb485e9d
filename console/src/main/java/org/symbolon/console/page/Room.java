package org.symbolon.console.page;

import org.symbolon.http.management.ManagementAnswer;

/** A part of the console, with a name of its own in the path. */
@FunctionalInterface
public interface Room {
    /**
     * Makes the answer.
     *
     * @throws org.symbolon.core.administration.AdministrationException for what is not done; it becomes a page that says
     *     why
     */
    ManagementAnswer answer(Visit visit);
}
