package org.symbolon.core.administration;

import org.symbolon.core.store.administration.Role;

/**
 * Who does something, and from where. Whoever has one was authenticated: over HTTP by {@link Administration}, on the
 * command line by the operating system.
 *
 * @param name the name of the administrator, or of the user of the operating system
 * @param role what the actor may do
 * @param place the address that the request came from, {@code command line}, or {@code process}
 */
public record Actor(String name, Role role, String place) {

    /** Who runs a command on the machine of the service: the files are theirs, so they may do everything. */
    public static Actor commandLine(String user) {
        return new Actor(user, Role.OWNER, "command line");
    }

    /** The program that embeds the service, or the service itself. */
    public static Actor process() {
        return new Actor("process", Role.OWNER, "process");
    }

    /** Whether the actor may do something. */
    public boolean may(Operation operation) {
        return role.includes(operation.least());
    }

    /**
     * Refuses what the actor may not do.
     *
     * @throws AdministrationException with {@link AdministrationException.Reason#FORBIDDEN}
     */
    public void require(Operation operation) {
        if (!may(operation)) {
            throw new AdministrationException(
                    AdministrationException.Reason.FORBIDDEN,
                    "",
                    operation.id() + " needs the role " + operation.least().id() + ", and " + name + " has "
                            + role.id());
        }
    }
}
