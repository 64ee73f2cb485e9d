package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.symbolon.core.catalogue.DrmCatalogue;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.account.AccountSetting;
import org.symbolon.core.error.ErrorCode;
import org.symbolon.core.parameter.Parameter;

/** Makes models of what core and the plug-ins describe: error codes, DRMs and their parameters. */
final class CatalogueView {

    private CatalogueView() {}

    static ImmutableList<ImmutableMap<String, Object>> errors(List<ErrorCode> codes) {
        return codes.stream().map(CatalogueView::error).collect(ImmutableList.toImmutableList());
    }

    static ImmutableMap<String, Object> error(ErrorCode code) {
        return ImmutableMap.<String, Object>builder()
                .put("code", code.number())
                .put("message", code.message())
                .put("status", code.kind().status())
                .put("details", code.description().takesDetails())
                .put("raised", code.description().raised())
                .put("remedy", code.description().remedy())
                .build();
    }

    /** A paragraph for each code. */
    static String text(List<ErrorCode> codes) {
        return codes.stream().map(CatalogueView::paragraph).collect(Collectors.joining("\n\n"));
    }

    private static String paragraph(ErrorCode code) {
        String details = code.description().takesDetails() ? "followed by details" : "without details";
        return "[" + code.number() + "] " + code.message()
                + "\n  status " + code.kind().status() + ", " + details
                + "\n  raised: " + code.description().raised()
                + "\n  mend:   " + code.description().remedy();
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
