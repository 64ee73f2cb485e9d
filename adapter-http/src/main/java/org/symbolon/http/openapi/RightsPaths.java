package org.symbolon.http.openapi;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.symbolon.core.catalogue.DrmDescription;
import org.symbolon.core.drm.account.PlayerDocument;
import org.symbolon.core.parameter.BodyForm;
import org.symbolon.core.parameter.BodyForm.Use;
import tools.jackson.databind.node.ObjectNode;

/** What players of a DRM ask: licences, and the document that they need before. */
final class RightsPaths {
    private static final String ANYTHING = "*/*";
    private static final String LICENCES = "Licences";
    private static final int[] USUAL = {401, 404, 429};

    private final OpenApi document;
    private final DrmDescription drm;
    private final Problems problems;

    RightsPaths(OpenApi document, DrmDescription drm) {
        this.document = document;
        this.drm = drm;
        this.problems = new Problems(
                        drm.id() + "-rights",
                        Problems.Shape.CHOSEN,
                        TokenPaths.codes(document, drm),
                        document.components())
                .headers(Headers.CORS)
                .ownForms(drm.bodies(Use.REFUSAL).stream()
                        .map(BodyForm::mediaType)
                        .collect(ImmutableSet.toImmutableSet()));
    }

    void add() {
        String path = "/hms/" + drm.id() + "/rights/";
        document.add(path, "post", post());
        document.add(path, "get", drm.rules().licenseByGet() ? licenceByGet() : check("get", true));
        document.add(path, "head", check("head", false));
        document.add(path, "options", preflight("rights"));
        drm.rules().playerDocument().ifPresent(this::addDocument);
    }

    private Operation operation(String method, String summary) {
        return new Operation(method + "-" + drm.id() + "-rights", LICENCES, summary)
                .saying("The path has a slash at its end or not. Other parameters of the query are"
                        + " the player's own affair. Errors have the form for which the token's request asked.")
                .with(Access.TOKEN)
                .with(Access.TOKEN_HEADER)
                .security(Access.TOKEN, Access.TOKEN_HEADER);
    }

    private Operation post() {
        List<BodyForm> forms = drm.bodies(Use.CHALLENGE);
        ObjectNode body =
                Operation.described("The challenge of the device, whatever its Content-Type says. " + words(forms));
        body.put("required", true);
        addForms(body, forms);
        return operation("post", "Redeems a token of " + drm.displayName())
                .body(body)
                .answer(200, licence())
                .refusals(problems, true, USUAL)
                .refusals(problems, true, 408, 413, 502)
                .refusals(problems, true, Problems.ALWAYS);
    }

    private static String words(List<BodyForm> forms) {
        return forms.stream()
                .map(form -> form.mediaType() + ": " + form.meaning() + ".")
                .collect(Collectors.joining(" "));
    }

    private ObjectNode licence() {
        List<BodyForm> forms = drm.bodies(Use.LICENSE);
        ObjectNode answer = Operation.withHeaders(Operation.described("The licence. " + words(forms)), Headers.CORS);
        addForms(answer, forms);
        return answer;
    }

    private static void addForms(ObjectNode to, List<BodyForm> forms) {
        forms.forEach(
                form -> Operation.addContent(to, form.mediaType(), form.schema().map(Schemas::parse)));
        if (forms.isEmpty()) {
            Operation.addContent(to, ANYTHING, Optional.empty());
        }
    }

    private Operation licenceByGet() {
        Operation operation = operation("get", "Redeems a token of " + drm.displayName() + " by the query");
        drm.bodies(Use.QUERY)
                .forEach(form -> operation.with(Operation.parameter(
                                "query",
                                "challenge",
                                form.meaning() + ".",
                                form.schema().map(Schemas::parse).orElseGet(Schemas::object))
                        .put("style", "form")
                        .put("explode", true)));
        return operation
                .answer(200, licence())
                .refusals(problems, true, USUAL)
                .refusals(problems, true, 502)
                .refusals(problems, true, Problems.ALWAYS);
    }

    private Operation check(String method, boolean bodies) {
        return operation(method, "Checks whether a token could be redeemed")
                .answer(
                        204,
                        Operation.withHeaders(Operation.described("It could be. Nothing was redeemed."), Headers.CORS))
                .refusals(problems, bodies, USUAL)
                .refusals(problems, bodies, Problems.ALWAYS);
    }

    private Operation preflight(String place) {
        return new Operation(
                        "options-" + drm.id() + "-" + place, LICENCES, "Answers preflights of pages of other origins")
                .with(header("Origin", "The origin of the page"))
                .with(header("Access-Control-Request-Method", "The method with which the page is going to ask"))
                .with(header("Access-Control-Request-Headers", "The headers with which it is going to ask"))
                .answer(
                        204,
                        Operation.withHeaders(
                                Operation.described("What the page may do, if its origin is allowed."),
                                Headers.PREFLIGHT))
                .refusals(problems, true, Problems.ALWAYS);
    }

    private static ObjectNode header(String name, String meaning) {
        return Operation.parameter("header", name, meaning, Schemas.matching("[!-~ ]*"));
    }

    private void addDocument(PlayerDocument served) {
        String path = "/hms/" + drm.id() + "/" + served.name() + "/";
        document.add(path, "get", document("get", served, true));
        document.add(path, "head", document("head", served, false));
        document.add(path, "options", preflight(served.name()));
    }

    private Operation document(String method, PlayerDocument served, boolean bodies) {
        ObjectNode answer = Operation.withHeaders(
                Operation.described(words(drm.bodies(Use.DOCUMENT)) + " It may be kept for an hour."), Headers.CORS);
        Operation.withHeaders(answer, Headers.CACHE_CONTROL);
        if (bodies) {
            addForms(answer, drm.bodies(Use.DOCUMENT));
        }
        Operation operation = new Operation(
                        method + "-" + drm.id() + "-" + served.name(),
                        LICENCES,
                        "The " + served.name() + " of an account")
                .security(Access.TOKEN, Access.TOKEN_HEADER)
                .orWithout()
                .saying("The path has a slash at its end or not. The token is not used up. Without a token, an account"
                        + " that allows it serves the document to everybody who knows its number.")
                .with(Access.TOKEN)
                .with(Access.TOKEN_HEADER)
                .with(Operation.parameter(
                        "query",
                        "account",
                        "The id of an account, instead of a token",
                        Schemas.matching("[1-9][0-9]{0,17}")));
        return operation
                .answer(200, answer)
                .refusals(problems, bodies, USUAL)
                .refusals(problems, bodies, Problems.ALWAYS);
    }
}
