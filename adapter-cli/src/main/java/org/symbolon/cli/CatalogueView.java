package org.symbolon.cli;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.symbolon.cli.base.LanguageOption;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.account.AccountSetting;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.language.Wording;
import org.symbolon.core.parameter.Parameter;

/** Makes models of what core and the plug-ins describe: error codes, DRMs and their parameters. */
final class CatalogueView {

    private static final int LONGEST_LABEL = "raised: ".length();

    private CatalogueView() {}

    static ImmutableList<ImmutableMap<String, Object>> errors(List<ErrorCode> codes, Wording wording) {
        return codes.stream().map(code -> error(code, wording)).collect(ImmutableList.toImmutableList());
    }

    static ImmutableMap<String, Object> error(ErrorCode code, Wording wording) {
        ImmutableMap<String, Object> english = ImmutableMap.<String, Object>builder()
                .put("code", code.number())
                .put("message", code.message())
                .put("status", code.kind().status())
                .put("details", code.description().takesDetails())
                .put("raised", code.description().raised())
                .put("remedy", code.description().remedy())
                .build();
        return LanguageOption.in(wording, english);
    }

    /** A paragraph for each code. */
    static String text(List<ErrorCode> codes, Wording wording) {
        return codes.stream().map(code -> paragraph(code, wording)).collect(Collectors.joining("\n\n"));
    }

    private static String paragraph(ErrorCode code, Wording wording) {
        String details = code.description().takesDetails() ? ", followed by details" : ", without details";
        String message = wording.message(code);
        return "[" + code.number() + "] " + code.message()
                + (message.equals(code.message()) ? "" : "\n  " + message)
                + "\n  " + wording.text("status " + code.kind().status() + details)
                + "\n  " + label("raised:", wording) + wording.raised(code)
                + "\n  " + label("mend:", wording) + wording.remedy(code);
    }

    /** A label before a sentence; those in English stand in a column. */
    static String label(String english, Wording wording) {
        String text = wording.text(english);
        return text.equals(english) ? Strings.padEnd(text, LONGEST_LABEL, ' ') : text + " ";
    }

    /** The DRMs by id. */
    static ImmutableMap<String, Object> drms(DrmCatalogue drms) {
        return drms.all().stream()
                .collect(ImmutableMap.toImmutableMap(drm -> drm.id().value(), CatalogueView::drm));
    }

    private static ImmutableMap<String, Object> drm(DrmDescription drm) {
        return ImmutableMap.of(
                "name", drm.displayName(),
                "class", drm.implementation(),
                "jar", drm.jar().map(Path::toString),
                "version", drm.version(),
                "interfaceVersion", drm.interfaceVersion(),
                "parameters",
                        drm.parameters().stream()
                                .map(CatalogueView::parameter)
                                .collect(ImmutableList.toImmutableList()),
                "accountSettings",
                        drm.accountSettings().stream()
                                .map(CatalogueView::accountSetting)
                                .collect(ImmutableList.toImmutableList()));
    }

    private static ImmutableMap<String, Object> accountSetting(AccountSetting setting) {
        return ImmutableMap.of(
                "setting", setting.name(),
                "values", setting.values(),
                "default", setting.defaultValue(),
                "meaning", setting.meaning());
    }

    private static ImmutableMap<String, Object> parameter(Parameter<?> parameter) {
        return ImmutableMap.<String, Object>builder()
                .put("parameter", parameter.name())
                .put("required", parameter.required())
                .put("repeatable", parameter.repeatable())
                .put("secret", parameter.secret())
                .put(
                        "codes",
                        parameter.codes().stream().map(ErrorCode::number).collect(ImmutableList.toImmutableList()))
                .put("meaning", parameter.meaning())
                .build();
    }
}
