package org.symbolon.cli.doctor;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.symbolon.cli.base.GlobalOptions;
import org.symbolon.cli.base.TextLayout;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.diagnosis.Finding.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Examines an installation, and says what to mend. */
@Command(
        name = "doctor",
        description = {
            "Examines the installation and says what is wrong and what to do: settings, plug-ins, address, proxies,"
                    + " origins, file limits, store, key ring, disk, clocks, credentials and certificates.",
            "",
            "Nothing is changed, and a service that runs is not disturbed. It is examined as this user with this"
                    + " environment sees it: run the command as the user of the service.",
            "",
            "Exit codes: 0 nothing is broken, though there may be warnings; 1 something is; 2 wrong command line."
        })
public final class DoctorCommand implements Callable<Integer> {
    private final GlobalOptions global;

    @Option(
            names = "--licence-service",
            description = "Ask licence services too whether they answer and accept the credentials.")
    private boolean licenceService;

    @Option(
            names = "--host",
            paramLabel = "H",
            defaultValue = "",
            description = "The option --host of serve, if the service is started with it.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "P",
            defaultValue = "",
            description = "The option --port of serve, if the service is started with it.")
    private String port = "";

    public DoctorCommand(GlobalOptions global) {
        this.global = global;
    }

    @Override
    public Integer call() {
        ImmutableList<Finding> findings = new Examination(global, host, port).run(licenceService);
        long problems = count(findings, Level.PROBLEM);
        long warnings = count(findings, Level.WARNING);
        ImmutableMap<String, Object> model = ImmutableMap.of(
                "problems",
                problems,
                "warnings",
                warnings,
                "findings",
                findings.stream().map(DoctorCommand::model).collect(ImmutableList.toImmutableList()));
        String summary = "%n%n%d problem(s), %d warning(s)".formatted(problems, warnings);
        global.output()
                .result(model, findings.stream().map(DoctorCommand::text).collect(Collectors.joining("\n")) + summary);
        return problems == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static long count(ImmutableList<Finding> findings, Level level) {
        return findings.stream().filter(finding -> finding.level() == level).count();
    }

    private static ImmutableMap<String, Object> model(Finding finding) {
        return ImmutableMap.of(
                "level", Ascii.toLowerCase(finding.level().name()),
                "subject", finding.subject(),
                "text", finding.text(),
                "remedy", finding.remedy());
    }

    private static String text(Finding finding) {
        String line = "%-8s %-11s %s"
                .formatted(
                        Ascii.toLowerCase(finding.level().name()), finding.subject(), TextLayout.cell(finding.text()));
        return finding.remedy().isEmpty()
                ? line
                : line + "\n" + " ".repeat(21) + "-> " + TextLayout.cell(finding.remedy());
    }
}
