package org.symbolon.cli;

import picocli.CommandLine.Command;

/** Groups what there is for Widevine alone. */
@Command(name = "widevine", description = "Keeps what Widevine licence services are asked with.")
final class WidevineCommand {}
