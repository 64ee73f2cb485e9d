package org.symbolon.core.internal.plugin;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * Where the class of a plug-in comes from.
 *
 * @param jar the jar; empty for a class that comes from elsewhere, such as a folder
 * @param version what the jar's manifest says as {@code Implementation-Version}
 */
public record PluginOrigin(Optional<Path> jar, Optional<String> version) {

    /** The origin of a class. */
    public static PluginOrigin of(Class<?> type) {
        return new PluginOrigin(
                Optional.ofNullable(type.getProtectionDomain().getCodeSource())
                        .map(CodeSource::getLocation)
                        .flatMap(PluginOrigin::file),
                Optional.ofNullable(type.getPackage().getImplementationVersion()));
    }

    private static Optional<Path> file(URL location) {
        try {
            return Optional.of(Path.of(location.toURI())).filter(Files::isRegularFile);
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException notAFile) {
            return Optional.empty();
        }
    }
}
