package org.symbolon.http;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.symbolon.core.parameter.RequestParameters;
import org.symbolon.core.parameter.WholeNumber;
import org.symbolon.core.record.RecordQuery;
import org.symbolon.core.secret.Hex;
import org.symbolon.core.token.TokenId;

/** Which records a request asks for. What breaks a rule is noted, all of it. */
final class RecordParameters {
    private final RequestParameters parameters;
    private final List<String> problems = new ArrayList<>();

    RecordParameters(RequestParameters parameters) {
        this.parameters = parameters;
    }

    /** What is wrong, by parameter and rule; known once they were read. */
    ImmutableList<String> problems() {
        return ImmutableList.copyOf(problems);
    }

    /** Reads all of them, in the order of the interface. */
    RecordQuery.Builder read() {
        RecordQuery.Builder query = RecordQuery.builder().cookie(one("cookie")).token(id());
        number("start", 0, RecordQuery.LAST_START).ifPresent(query::start);
        number("length", 1, RecordQuery.MOST).ifPresent(query::length);
        return query;
    }

    private Optional<TokenId> id() {
        return one("id")
                .filter(text -> holds(Hex.isHex(text, TokenId.BYTES), "id must be a token's id, 32 hexadecimal digits"))
                .map(text -> TokenId.of(Hex.decode(text)));
    }

    private Optional<Integer> number(String name, int least, int most) {
        return one(name)
                .map(text -> WholeNumber.parse(text).orElse(-1))
                .filter(number -> holds(
                        number >= least && number <= most, name + " must be a whole number, " + least + " to " + most))
                .map(Math::toIntExact);
    }

    private Optional<String> one(String name) {
        ImmutableList<String> given = parameters.all(name);
        return given.stream()
                .findFirst()
                .filter(first ->
                        holds(given.size() == 1, name + " is given " + given.size() + " times; it takes one value"))
                .filter(text -> holds(!text.isEmpty(), name + " is empty"));
    }

    private boolean holds(boolean rule, String otherwise) {
        if (!rule) {
            problems.add(otherwise);
        }
        return rule;
    }
}
