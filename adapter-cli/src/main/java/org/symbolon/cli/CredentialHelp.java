package org.symbolon.cli;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import org.symbolon.core.account.DrmId;
import org.symbolon.core.drm.CredentialField;
import org.symbolon.core.drm.CredentialKind;
import picocli.CommandLine.Help;

/**
 * The end of the help for commands that set credentials: what the plug-in asks for.
 *
 * @param drm the DRM that they are for
 */
record CredentialHelp(GlobalOptions global, DrmId drm) {

    String render(Help help) {
        return help.footer() + ParameterHelp.orWhyNot(() -> fields(help));
    }

    private String fields(Help help) {
        Optional<CredentialKind> kind =
                global.drms().find(drm).flatMap(found -> found.plugin().credentialKind());
        Help.TextTable table = ParameterHelp.table(help);
        kind.map(CredentialKind::fields)
                .orElseGet(ImmutableList::of)
                .forEach(field -> table.addRowValues(field.name(), meaning(field)));
        return "\nNames:\n" + table;
    }

    private static String meaning(CredentialField field) {
        return ParameterHelp.marked(field.meaning(), field.required(), false, field.secret());
    }
}
