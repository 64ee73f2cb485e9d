package org.symbolon.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.account.DrmOption;
import org.symbolon.core.account.Network;
import picocli.CommandLine.Option;

/** What {@code account add} may be told besides the id and the name. */
final class NewAccountOptions {

    @Option(
            names = "--tokens",
            paramLabel = "N",
            description = "Count tokens against a balance, beginning with N (default: no limit).")
    Optional<Long> tokens = Optional.empty();

    @Option(
            names = "--option",
            paramLabel = "DRM=OPTION",
            description = "A DRM that is sold to it: wv=enabled, fp=disabled; may be repeated.")
    Map<DrmId, DrmOption> options = new LinkedHashMap<>();

    @Option(
            names = "--network",
            paramLabel = "CIDR",
            description = "A network that it may call from, such as 10.20.0.0/16; may be repeated (default: any).")
    List<Network> networks = new ArrayList<>();

    @Option(
            names = "--default",
            paramLabel = "DRM.NAME=VALUE",
            description = "A parameter that stands in where a request leaves it out, such as wv.securityLevel=1;"
                    + " may be repeated.")
    Map<String, String> defaults = new LinkedHashMap<>();

    @Option(
            names = "--no-authenticator",
            description = "Make no authenticator (default: one for production is made and shown, once).")
    boolean noAuthenticator;
}
