package org.symbolon.console;

import org.symbolon.http.management.ManagementSite;

/** Mounts the console on the management listener. */
public final class ConsoleProvider implements ManagementSite.Provider {
    @Override
    public ManagementSite open(ManagementSite.Context context) {
        return new ConsoleSite(context);
    }
}
