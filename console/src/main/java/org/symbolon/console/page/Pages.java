package org.symbolon.console.page;

import com.google.common.collect.ImmutableMap;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.nio.file.Path;
import org.symbolon.http.management.ManagementAnswer;

/** Makes answers of templates, which the build has compiled. */
public final class Pages {
    private static final String PACKAGE = "org.symbolon.console.templates";
    private static final String HTML = "text/html; charset=utf-8";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(Path.of("."), ContentType.Html, Pages.class.getClassLoader(), PACKAGE);

    /**
     * Renders a page.
     *
     * @param template the name of the template, without {@code .jte}
     * @param model what the template shows, as its parameter {@code it}
     */
    public ManagementAnswer answer(int status, String template, Frame frame, Object model) {
        StringOutput html = new StringOutput();
        engine.render(template + ".jte", ImmutableMap.of("frame", frame, "it", model), html);
        return ManagementAnswer.of(status, HTML, html.toString());
    }
}
