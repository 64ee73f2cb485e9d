package org.symbolon.http.diagnosis;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.stream.Stream;
import org.symbolon.core.diagnosis.Finding;
import org.symbolon.core.settings.CoreSettings;
import org.symbolon.core.settings.Settings;
import org.symbolon.core.value.DrmId;
import org.symbolon.core.value.Environment;
import org.symbolon.http.server.Hosts;

/** Whether licence URLs lead to this service, from other machines too, and over https. */
final class AddressCheck implements HttpServiceDescription.Check {
    private static final String SUBJECT = "address";

    @Override
    public ImmutableList<Finding> run(Settings settings, ImmutableSet<DrmId> drms) {
        ImmutableList<Finding> wrong = Stream.concat(
                        Hosts.licenseUrlProblems(settings, drms).stream().map(AddressCheck::unserved),
                        Stream.of(Environment.values()).flatMap(environment -> ofEnvironment(settings, environment)))
                .collect(ImmutableList.toImmutableList());
        return wrong.isEmpty()
                ? ImmutableList.of(
                        Finding.ok(SUBJECT, "licence URLs begin with " + base(settings, Environment.PRODUCTION)))
                : wrong;
    }

    /** The sentence names the remedy behind a semicolon. */
    private static Finding unserved(String sentence) {
        int remedy = sentence.lastIndexOf("; ");
        return Finding.problem(SUBJECT, sentence.substring(0, remedy), sentence.substring(remedy + 2));
    }

    private static String base(Settings settings, Environment environment) {
        return String.valueOf(CoreSettings.licenseBases(settings).get(environment));
    }

    private static Stream<Finding> ofEnvironment(Settings settings, Environment environment) {
        String key = CoreSettings.rightsUrl(environment).name();
        boolean given = !settings.get(CoreSettings.rightsUrl(environment)).isEmpty();
        if (!given && environment == Environment.PRODUCTION && CoreSettings.listensOnLoopback(settings)) {
            return Stream.of(Finding.warning(
                    SUBJECT,
                    "the service listens on " + settings.get(CoreSettings.HTTP_HOST) + ", and licence URLs lead there,"
                            + " where no other machine can reach it",
                    "set " + key + " to the URL at which players reach the service, and http.host unless a proxy"
                            + " on this machine is in front"));
        }
        return given && base(settings, environment).startsWith("http://")
                ? Stream.of(Finding.warning(
                        SUBJECT,
                        "licence URLs of the " + environment.id() + " environment are not encrypted: they begin with "
                                + base(settings, environment),
                        "set " + key + " to an https URL"))
                : Stream.empty();
    }
}
