package io.qundun.udfs.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.qundun.udfs.credit.CreditTable;
import io.qundun.udfs.decision.Analysis;
import io.qundun.udfs.decision.GroupFacts;
import io.qundun.udfs.decision.Language;
import io.qundun.udfs.decision.MessageFacts;
import io.qundun.udfs.decision.SenderFacts;
import io.qundun.udfs.policy.Condition.Operator;
import io.qundun.udfs.policy.Condition.Truth;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compiles the rules' conditions: CEL, every variable declared under its dotted name and type. */
final class RuleCompiler {
    private static final Analysis NOTHING =
            new Analysis(
                    List.of(),
                    0,
                    new int[0],
                    new int[0],
                    new int[0],
                    Analysis.noScores(),
                    0,
                    0,
                    Language.OTHER,
                    0,
                    0);

    private final Facts neutral;
    private final Map<String, RuleVariable> variables;
    private final CelCompiler compiler;
    private final CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder().build();
    private final Defects defects;

    /**
     * Of a pack.
     *
     * @param credit which levels have which services
     */
    RuleCompiler(List<Category> categories, CreditTable credit, Defects defects) {
        this.neutral =
                Facts.of(
                        NOTHING,
                        MessageFacts.text(""),
                        SenderFacts.NEUTRAL,
                        GroupFacts.NEUTRAL,
                        credit);
        this.variables = variables(categories);
        this.defects = defects;
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                        .setResultType(SimpleType.BOOL);
        variables.forEach((name, variable) -> builder.addVar(name, type(variable)));
        this.compiler = builder.build();
    }

    private static Map<String, RuleVariable> variables(List<Category> categories) {
        Map<String, RuleVariable> variables = new LinkedHashMap<>();
        for (RuleVariable.Subject subject : RuleVariable.Subject.values()) {
            if (!subject.isByCategory()) {
                variables.put(subject.label(), new RuleVariable(subject.label(), subject, -1));
                continue;
            }
            for (int i = 0; i < categories.size(); i++) {
                String name = subject.label() + "." + categories.get(i).id();
                variables.put(name, new RuleVariable(name, subject, i));
            }
        }
        return variables;
    }

    private static CelType type(RuleVariable variable) {
        return switch (variable.type()) {
            case INT -> SimpleType.INT;
            case DOUBLE -> SimpleType.DOUBLE;
            case BOOL -> SimpleType.BOOL;
            case STRING -> SimpleType.STRING;
        };
    }

    /** The rule ready to be asked, or null after a defect. */
    CompiledRule compile(PolicyDocument.RuleSource source) {
        try {
            CelValidationResult result =
                    compiler.compile(source.when().value(), source.rule().id());
            if (result.hasError()) {
                result.getErrors().forEach(issue -> defect(source, issue));
                return null;
            }
            CelAbstractSyntaxTree tree = result.getAst();
            Set<RuleVariable> reads = new HashSet<>();
            read(tree, tree.getExpr(), reads);
            return new CompiledRule(
                    source.rule(),
                    source.rollout(),
                    condition(tree, tree.getExpr()),
                    Signals.of(reads),
                    runtime.createProgram(tree),
                    variables);
        } catch (CelValidationException | CelEvaluationException e) {
            defects.add(PolicyDocument.FILE, source.when().line(), in(source) + e.getMessage());
            return null;
        }
    }

    private void defect(PolicyDocument.RuleSource source, CelIssue issue) {
        // A block's text starts on the line after its sign; other styles fold their lines into one.
        int line = source.when().line();
        if (source.when().block()) {
            line += Math.max(1, issue.getSourceLocation().getLine());
        }
        String message = issue.getMessage();
        int end = message.indexOf('\n');
        defects.add(
                PolicyDocument.FILE,
                line,
                "%sat column %d: %s"
                        .formatted(
                                in(source),
                                issue.getSourceLocation().getColumn() + 1,
                                end < 0 ? message : message.substring(0, end)));
    }

    private static String in(PolicyDocument.RuleSource source) {
        return "rule \"%s\", when ".formatted(source.rule().id());
    }

    private Condition condition(CelAbstractSyntaxTree tree, CelExpr expr)
            throws CelEvaluationException {
        if (expr.getKind() == CelExpr.ExprKind.Kind.CALL && expr.call().target().isEmpty()) {
            List<CelExpr> args = expr.call().args();
            return switch (expr.call().function()) {
                case "_&&_" ->
                        new Condition.And(
                                condition(tree, args.get(0)), condition(tree, args.get(1)));
                case "_||_" ->
                        new Condition.Or(
                                condition(tree, args.get(0)), condition(tree, args.get(1)));
                case "!_" -> new Condition.Not(condition(tree, args.get(0)));
                default -> leaf(tree, expr);
            };
        }
        return leaf(tree, expr);
    }

    private Condition leaf(CelAbstractSyntaxTree tree, CelExpr expr) throws CelEvaluationException {
        Set<RuleVariable> reads = new HashSet<>();
        read(tree, expr, reads);
        Truth atNeutral = atNeutral(tree, expr, reads);
        RuleVariable flag = variable(tree, expr);
        if (flag != null) {
            return new Condition.Flag(flag, atNeutral);
        }
        Condition comparison = comparison(tree, expr, atNeutral);
        return comparison != null ? comparison : new Condition.Opaque(Signals.of(reads), atNeutral);
    }

    private Truth atNeutral(CelAbstractSyntaxTree tree, CelExpr expr, Set<RuleVariable> reads)
            throws CelEvaluationException {
        for (RuleVariable variable : reads) {
            if (variable.isAlwaysSignal()) {
                return Truth.UNKNOWN;
            }
        }
        CelAbstractSyntaxTree part =
                CelAbstractSyntaxTree.newCheckedAst(
                        expr, tree.getSource(), tree.getReferenceMap(), tree.getTypeMap());
        CelRuntime.Program program = runtime.createProgram(part);
        try {
            return Truth.of((Boolean) program.eval(CompiledRule.resolver(variables, neutral)));
        } catch (CelEvaluationException e) {
            return Truth.UNKNOWN;
        }
    }

    private Condition comparison(CelAbstractSyntaxTree tree, CelExpr expr, Truth atNeutral) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.CALL
                || expr.call().target().isPresent()
                || expr.call().args().size() != 2) {
            return null;
        }
        Operator operator =
                switch (expr.call().function()) {
                    case "_<_" -> Operator.LESS;
                    case "_<=_" -> Operator.LESS_OR_EQUAL;
                    case "_>_" -> Operator.GREATER;
                    case "_>=_" -> Operator.GREATER_OR_EQUAL;
                    case "_==_" -> Operator.EQUAL;
                    case "_!=_" -> Operator.NOT_EQUAL;
                    default -> null;
                };
        if (operator == null) {
            return null;
        }
        CelExpr left = expr.call().args().get(0);
        CelExpr right = expr.call().args().get(1);
        RuleVariable variable = variable(tree, left);
        CelExpr other = right;
        if (variable == null) {
            variable = variable(tree, right);
            other = left;
            operator = operator.mirrored();
        }
        if (variable == null) {
            return null;
        }
        RuleVariable second = variable(tree, other);
        if (second != null) {
            return variable.type() == RuleVariable.Type.INT
                            && second.type() == RuleVariable.Type.INT
                    ? new Condition.IntPair(variable, operator, second, atNeutral)
                    : null;
        }
        if (other.getKind() != CelExpr.ExprKind.Kind.CONSTANT) {
            return null;
        }
        return comparison(variable, operator, other.constant(), atNeutral);
    }

    private static Condition comparison(
            RuleVariable variable, Operator operator, CelConstant constant, Truth atNeutral) {
        boolean equality = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        return switch (variable.type()) {
            case INT ->
                    constant.getKind() == CelConstant.Kind.INT64_VALUE
                            ? new Condition.IntComparison(
                                    variable, operator, constant.int64Value(), atNeutral)
                            : null;
            case DOUBLE ->
                    constant.getKind() == CelConstant.Kind.DOUBLE_VALUE
                            ? new Condition.DoubleComparison(
                                    variable, operator, constant.doubleValue(), atNeutral)
                            : null;
            case STRING ->
                    equality && constant.getKind() == CelConstant.Kind.STRING_VALUE
                            ? new Condition.StringComparison(
                                    variable,
                                    operator == Operator.EQUAL,
                                    constant.stringValue(),
                                    atNeutral)
                            : null;
            case BOOL -> null;
        };
    }

    /** The variable that an expression is, or null when it is something else. */
    private RuleVariable variable(CelAbstractSyntaxTree tree, CelExpr expr) {
        if (expr.getKind() != CelExpr.ExprKind.Kind.IDENT
                && expr.getKind() != CelExpr.ExprKind.Kind.SELECT) {
            return null;
        }
        Optional<CelReference> reference = tree.getReference(expr.id());
        return reference.map(CelReference::name).map(variables::get).orElse(null);
    }

    private void read(CelAbstractSyntaxTree tree, CelExpr expr, Set<RuleVariable> into) {
        RuleVariable variable = variable(tree, expr);
        if (variable != null) {
            into.add(variable);
            return;
        }
        switch (expr.getKind()) {
            case SELECT -> read(tree, expr.select().operand(), into);
            case CALL -> {
                expr.call().target().ifPresent(target -> read(tree, target, into));
                expr.call().args().forEach(arg -> read(tree, arg, into));
            }
            case LIST -> expr.list().elements().forEach(element -> read(tree, element, into));
            case STRUCT ->
                    expr.struct().entries().forEach(entry -> read(tree, entry.value(), into));
            case MAP ->
                    expr.map()
                            .entries()
                            .forEach(
                                    entry -> {
                                        read(tree, entry.key(), into);
                                        read(tree, entry.value(), into);
                                    });
            case COMPREHENSION -> {
                CelExpr.CelComprehension loop = expr.comprehension();
                read(tree, loop.iterRange(), into);
                read(tree, loop.accuInit(), into);
                read(tree, loop.loopCondition(), into);
                read(tree, loop.loopStep(), into);
                read(tree, loop.result(), into);
            }
            default -> {
                // constants and loop variables read nothing
            }
        }
    }
}
