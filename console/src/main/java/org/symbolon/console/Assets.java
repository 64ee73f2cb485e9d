package org.symbolon.console;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.symbolon.http.management.ManagementAnswer;

/** The files that pages load: the style sheet, the icon, and htmx as it was published. */
final class Assets {
    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
    private static final ImmutableMap<String, ManagementAnswer> FILES = ImmutableMap.of(
            "style.css", file("assets/style.css", "text/css; charset=utf-8"),
            "icon.svg", file("assets/icon.svg", "image/svg+xml"),
            "htmx.min.js", file(HTMX, "text/javascript; charset=utf-8"));

    private Assets() {}

    private static ManagementAnswer file(String resource, String type) {
        try {
            byte[] bytes = Resources.toByteArray(Resources.getResource(Assets.class, resource));
            return ManagementAnswer.of(200, type, bytes).with("Cache-Control", "private, max-age=300");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file of this name; empty if there is none. It says nothing about the service, so it needs no login. */
    static Optional<ManagementAnswer> find(String name) {
        return Optional.ofNullable(FILES.get(name));
    }
}
