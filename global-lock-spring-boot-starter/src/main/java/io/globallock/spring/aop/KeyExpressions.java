package io.globallock.spring.aop;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.Expression;
import org.springframework.expression.ParserContext;
import org.springframework.expression.common.CompositeStringExpression;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.ClassUtils;

/** Keys that are SpEL: {@code #argument}, or text with <code>#{...}</code> inside. */
final class KeyExpressions {

    private static final SpelExpressionParser PARSER = new SpelExpressionParser();
    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    private final BeanFactory beans;

    KeyExpressions(BeanFactory beans) {
        this.beans = beans;
    }

    static boolean isExpression(String key) {
        return key.startsWith("#") || key.contains("#{");
    }

    /**
     * What the key is for each call of the method on that class.
     *
     * @throws org.springframework.expression.ParseException if it is no SpEL
     * @throws InvalidLockedMethodException if it names a parameter that there is not
     */
    Function<MethodInvocation, @Nullable Object> parse(String key, Method method, Class<?> type) {
        Expression expression = key.contains("#{")
                ? PARSER.parseExpression(key, ParserContext.TEMPLATE_EXPRESSION)
                : PARSER.parseExpression(key);
        Method named = withNames(method, type);
        checkVariables(expression, key, named);
        return call -> evaluate(expression, call, method, named);
    }

    /** The method itself, or the interface's if only that was compiled with the names of its parameters. */
    private static Method withNames(Method method, Class<?> type) {
        return NAMES.getParameterNames(method) != null ? method : ClassUtils.getInterfaceMethodIfPossible(method, type);
    }

    private static void checkVariables(Expression expression, String key, Method method) {
        Set<String> used = new LinkedHashSet<>();
        collect(expression, used);
        @Nullable String @Nullable [] names = NAMES.getParameterNames(method);
        Set<String> known = new TreeSet<>();
        if (names != null) {
            Stream.of(names).filter(Objects::nonNull).forEach(known::add);
        }
        Set<String> reserved = new TreeSet<>(Set.of("this", "root"));
        for (int i = 0; i < method.getParameterCount(); i++) {
            reserved.addAll(List.of("a" + i, "p" + i));
        }
        used.removeAll(known);
        used.removeAll(reserved);
        if (!used.isEmpty()) {
            throw new InvalidLockedMethodException(
                    method,
                    "the key \"" + key + "\" names #" + used.iterator().next() + ", and "
                            + (names == null && method.getParameterCount() > 0
                                    ? "the names of its parameters are not in its class file"
                                    : "its parameters are " + known),
                    names == null && method.getParameterCount() > 0
                            ? "Compile with -parameters, as Boot's build plugins do, or write #a0 for the first one."
                            : "Correct the name.");
        }
    }

    private static void collect(Expression expression, Set<String> used) {
        if (expression instanceof CompositeStringExpression composite) {
            for (Expression part : composite.getExpressions()) {
                collect(part, used);
            }
        } else if (expression instanceof SpelExpression spel) {
            collect(spel.getAST(), used);
        }
    }

    private static void collect(SpelNode node, Set<String> used) {
        if (node instanceof VariableReference) {
            used.add(node.toStringAST().substring(1));
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            collect(node.getChild(i), used);
        }
    }

    private @Nullable Object evaluate(Expression expression, MethodInvocation call, Method method, Method named) {
        Root root = new Root(call.getThis(), method, Arrays.asList(call.getArguments()));
        MethodBasedEvaluationContext context =
                new MethodBasedEvaluationContext(root, named, call.getArguments(), NAMES);
        context.setBeanResolver(new BeanFactoryResolver(beans));
        return expression.getValue(context);
    }

    /** What an expression sees without a {@code #}. */
    record Root(@Nullable Object target, Method method, List<@Nullable Object> args) {}
}
