package org.symbolon.core;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.symbolon.core.value.Hex;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The test vectors of the Wycheproof project, from the {@link SharedFolder}. */
public final class Wycheproof {

    /** One case of a file. */
    public record Vector(int number, boolean valid, JsonNode fields) {

        public byte[] bytes(String field) {
            return Hex.decode(fields.get(field).asString());
        }
    }

    private Wycheproof() {}

    /** The cases of a file whose keys have so many bits. */
    public static List<Vector> vectors(String file, int keyBits) {
        JsonNode root = JsonMapper.shared().readTree(SharedFolder.file("vectors/" + file));
        return stream(root.get("testGroups"))
                .filter(group -> group.get("keySize").asInt() == keyBits)
                .flatMap(group -> stream(group.get("tests")))
                .map(test -> new Vector(
                        test.get("tcId").asInt(), test.get("result").asString().equals("valid"), test))
                .toList();
    }

    /** The numbers of the cases that do not hold. */
    public static List<Integer> failing(List<Vector> vectors, Predicate<Vector> holds) {
        return vectors.stream().filter(holds.negate()).map(Vector::number).toList();
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
