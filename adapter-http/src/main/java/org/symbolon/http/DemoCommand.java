package org.symbolon.http;

import java.nio.file.Path;
import java.util.Locale;
import org.symbolon.core.drm.Demo;
import org.symbolon.core.drm.Drm;
import org.symbolon.core.settings.Settings;

/** Makes the commands of a demonstration, for any POSIX shell. */
final class DemoCommand {
    private static final Path USUAL_FOLDER = Path.of("data");

    private DemoCommand() {}

    /** Issues a token and redeems it: with the stand-in's challenge, or with a simulated device. */
    static String redeeming(Drm drm, Demo demo, String tokenUrl, Settings settings) {
        String token = "\"$(curl -s '" + tokenUrl + "')\"";
        return demo.challenge()
                .map(challenge -> "printf '" + octal(challenge) + "' | curl -s --data-binary @- " + token
                        + " -w '\\n%{http_code}\\n'")
                .orElseGet(() -> "./symbolon " + drm.plugin().displayName().toLowerCase(Locale.ROOT) + " simulate "
                        + token + folder(settings.dataFolder()));
    }

    /** Bytes as {@code printf} of every shell writes them; hexadecimal is not known to all. */
    private static String octal(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            text.append("\\%03o".formatted(b & 0xff));
        }
        return text.toString();
    }

    private static String folder(Path data) {
        return data.equals(USUAL_FOLDER) ? "" : " --data '" + data.toString().replace("'", "'\\''") + "'";
    }
}
