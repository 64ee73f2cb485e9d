package org.symbolon.architecture;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import com.google.common.collect.Sets;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The sentences with which the code refuses requests, read from its sources: every text that can reach one of {@link
 * #SINKS}, through local variables, constants, parameters and methods that return a text. What is filled in at run time
 * stands as {@link #VALUE}.
 */
final class SentencesInSources extends TreeScanner<Void, Void> {
    /** What stands for a part that is known at run time only. */
    static final String VALUE = "7";

    /** Where the name of the parameter is put before the text. */
    private static final ImmutableMap<String, String> SINKS = ImmutableMap.<String, String>builder()
            .put("Violation.of", "")
            .put("Explanation.of", "")
            .put("Parsed.invalid", "kid ")
            .put("reader.refuse", "kid ")
            .put("reader.refuseForKey", "kid ")
            .put("RequestReader.refuse", "kid ")
            .put("new KeyRefusedException", "")
            .put("new RefusedCallException", "")
            .put("RefusedCallException.busy", "")
            .put("RefusedCallException.method", "")
            .put("RefusedCallException.notFound", "")
            .put("RefusedCallException.tooMany", "")
            .put("new RequestFault", "")
            .put("new MalformedFieldsException", "")
            .put("new RedemptionRule", "")
            .put("new BodyKind", "")
            .put("RecordsEndpoint.holds", "")
            .buildOrThrow();

    /** Everything but a name alone, or a name and a value. */
    private static final Pattern SENTENCE = Pattern.compile("(?![a-z]+( 7)?$).*[a-z]{2,}.*", Pattern.DOTALL);

    private static final int DEEPEST = 16;

    private final Deque<String> classes = new ArrayDeque<>();
    private final Deque<String> methods = new ArrayDeque<>();
    /** The names of the parameters of each method, by {@code Class.method} or {@code new Class}. */
    private final SetMultimap<String, List<String>> parameters = LinkedHashMultimap.create();
    /** The arguments of each call, by {@code receiver.method} or {@code new Class}. */
    private final SetMultimap<String, Site> calls = LinkedHashMultimap.create();
    /** What variables are set to and methods return, by {@code Class.method#variable} or {@code Class.name}. */
    private final SetMultimap<String, Site> values = LinkedHashMultimap.create();

    /** Expressions, with the class and the method in which they stand. */
    private record Site(List<? extends ExpressionTree> expressions, String type, String method) {
        Site of(ExpressionTree one) {
            return new Site(List.of(one), type, method);
        }
    }

    /** The sentences in the files below some folders, each with the sink that it reaches. */
    static ImmutableSet<String> below(List<Path> files) throws IOException {
        SentencesInSources read = new SentencesInSources();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            task.parse().forEach(unit -> read.scan(unit, null));
        }
        return read.sentences();
    }

    private ImmutableSet<String> sentences() {
        Set<String> found = new TreeSet<>();
        SINKS.forEach((sink, before) -> calls.get(sink)
                .forEach(site -> site.expressions().stream()
                        .flatMap(argument -> texts(site.of(argument), 0).stream())
                        .filter(text -> SENTENCE.matcher(text).matches())
                        .forEach(text -> found.add(before + text))));
        return ImmutableSet.copyOf(found);
    }

    @Override
    public Void visitClass(ClassTree node, Void unused) {
        String name = node.getSimpleName().toString();
        classes.push(name.isEmpty() ? String.valueOf(classes.peek()) : name);
        methods.push("");
        if (node.getKind() == Tree.Kind.RECORD) {
            parameters.put(
                    "new " + name,
                    node.getMembers().stream()
                            .filter(VariableTree.class::isInstance)
                            .map(member -> ((VariableTree) member).getName().toString())
                            .toList());
        }
        super.visitClass(node, unused);
        methods.pop();
        classes.pop();
        return null;
    }

    @Override
    public Void visitMethod(MethodTree node, Void unused) {
        String name = node.getName().contentEquals("<init>")
                ? "new " + classes.peek()
                : classes.peek() + "." + node.getName();
        methods.push(name);
        parameters.put(
                name,
                node.getParameters().stream().map(p -> p.getName().toString()).toList());
        super.visitMethod(node, unused);
        methods.pop();
        return null;
    }

    @Override
    public Void visitReturn(ReturnTree node, Void unused) {
        Optional.ofNullable(node.getExpression()).ifPresent(result -> values.put(methods.peek(), here(result)));
        return super.visitReturn(node, unused);
    }

    @Override
    public Void visitVariable(VariableTree node, Void unused) {
        String owner = String.valueOf(methods.peek()).isEmpty() ? classes.peek() + "." : methods.peek() + "#";
        Optional.ofNullable(node.getInitializer()).ifPresent(value -> values.put(owner + node.getName(), here(value)));
        return super.visitVariable(node, unused);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree node, Void unused) {
        calls.put(name(node), here(node.getArguments()));
        return super.visitMethodInvocation(node, unused);
    }

    @Override
    public Void visitNewClass(NewClassTree node, Void unused) {
        calls.put("new " + node.getIdentifier(), here(node.getArguments()));
        return super.visitNewClass(node, unused);
    }

    private Site here(ExpressionTree expression) {
        return here(List.of(expression));
    }

    private Site here(List<? extends ExpressionTree> expressions) {
        return new Site(expressions, String.valueOf(classes.peek()), String.valueOf(methods.peek()));
    }

    private String name(MethodInvocationTree call) {
        String called = call.getMethodSelect().toString();
        return called.contains(".") ? called : classes.peek() + "." + called;
    }

    /** All texts that an expression can be; empty if it cannot be followed. */
    private ImmutableSet<String> texts(Site site, int depth) {
        ExpressionTree tree = site.expressions().get(0);
        ImmutableSet<String> known = depth > DEEPEST ? ImmutableSet.of() : known(tree, site, depth + 1);
        return known.isEmpty() ? ImmutableSet.of(VALUE) : known;
    }

    private ImmutableSet<String> known(ExpressionTree tree, Site site, int depth) {
        if (tree instanceof LiteralTree literal) {
            String text = String.valueOf(literal.getValue());
            return ImmutableSet.of(text.replace("%s", VALUE));
        } else if (tree instanceof ParenthesizedTree inner) {
            return texts(site.of(inner.getExpression()), depth);
        } else if (tree instanceof ConditionalExpressionTree choice) {
            return Sets.union(
                            texts(site.of(choice.getTrueExpression()), depth),
                            texts(site.of(choice.getFalseExpression()), depth))
                    .immutableCopy();
        } else if (tree instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
            return Sets.cartesianProduct(
                            texts(site.of(sum.getLeftOperand()), depth), texts(site.of(sum.getRightOperand()), depth))
                    .stream()
                    .map(parts -> String.join("", parts))
                    .collect(ImmutableSet.toImmutableSet());
        } else if (tree instanceof IdentifierTree variable) {
            return ofVariable(variable.getName().toString(), site, depth);
        } else if (tree instanceof MethodInvocationTree call) {
            String called = call.getMethodSelect().toString();
            return ofAll(values.get(called.contains(".") ? called : site.type() + "." + called), depth);
        }
        return ImmutableSet.of();
    }

    private ImmutableSet<String> ofVariable(String name, Site site, int depth) {
        ImmutableSet<String> local = ofAll(values.get(site.method() + "#" + name), depth);
        ImmutableSet<String> given = local.isEmpty() ? ofParameter(site.method(), name, depth) : local;
        ImmutableSet<String> field = given.isEmpty() ? ofAll(values.get(site.type() + "." + name), depth) : given;
        return field.isEmpty() ? ofParameter("new " + site.type(), name, depth) : field;
    }

    /** What the callers of a method give for one of its parameters. */
    private ImmutableSet<String> ofParameter(String method, String name, int depth) {
        return parameters.get(method).stream()
                .filter(names -> names.contains(name))
                .flatMap(names -> calls.get(method).stream()
                        .filter(call -> call.expressions().size() == names.size())
                        .flatMap(call -> texts(call.of(call.expressions().get(names.indexOf(name))), depth).stream()))
                .collect(ImmutableSet.toImmutableSet());
    }

    private ImmutableSet<String> ofAll(Set<Site> sites, int depth) {
        return sites.stream().flatMap(site -> texts(site, depth).stream()).collect(ImmutableSet.toImmutableSet());
    }
}
