package org.symbolon.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the objects of a process take after a garbage collection, which {@code jcmd} asks for. */
final class LiveMemory {
    private static final Pattern USED = Pattern.compile("used ([0-9]+)K");

    private LiveMemory() {}

    /** In KiB. */
    static long of(Process process) {
        run(process, "GC.run");
        String heap = run(process, "GC.heap_info").replaceFirst("(?s)Metaspace.*", "");
        long generations = USED.matcher(heap)
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
        if (generations == 0) {
            throw new AssertionError("jcmd does not tell the size of the heap: " + heap);
        }
        return generations;
    }

    private static String run(Process process, String command) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), command)
                    .redirectErrorStream(true)
                    .start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (asked.waitFor() != 0) {
                throw new AssertionError("jcmd failed: " + answer);
            }
            return answer;
        } catch (IOException e) {
            throw new AssertionError("jcmd cannot be run", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
