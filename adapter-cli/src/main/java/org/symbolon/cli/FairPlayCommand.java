package org.symbolon.cli;

import picocli.CommandLine.Command;

/** Groups what there is for FairPlay alone. */
@Command(name = "fairplay", description = "Keeps FairPlay credentials, and simulates a FairPlay device.")
final class FairPlayCommand {}
