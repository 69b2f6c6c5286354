<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="mn" sourcelanguage="zh_CN">
<context>
    <name>ApplicantScreen</name>
    <message>
        <source>申请人屏</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}号窗口</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>工作人员按 {0} 收回这块屏</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfirmPage</name>
    <message>
        <source>就这样交上去吗？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>改一改</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>就这样</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>您选的是：{0}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>您写的是：{0}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GradePage</name>
    <message>
        <source>这次办得怎么样？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不评价</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>由您自己选，工作人员看不到您选了哪一项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>由您自己选，工作人员看不到</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HeadBar</name>
    <message>
        <source>演示</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>字大一点</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>读给我听</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>字小一点</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>培训</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MirrorView</name>
    <message>
        <source>按住看全</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有不对的地方</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>改一下</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>办事的人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>再看问题</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>回答问题</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>回答问题（{0}）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第一页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已告诉窗口，您说都对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已告诉窗口，请等一下</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>记下的回答</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已告诉窗口：您看了{0}页，共{1}页</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModePage</name>
    <message>
        <source>要不要留下姓名？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>留姓名（保密）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不留姓名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不记您是谁，也不能回访您</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不评价</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>什么也不交，不影响您办事</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>只给差评处理室看，可以回访您</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不记您是谁。用评价条的人少，别人可能猜到您</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PausedView</name>
    <message>
        <source>暂停服务</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请稍候</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PledgeView</name>
    <message>
        <source>上一页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>我不签</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>我同意，去签名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请您签名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>重写</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>写好了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不签也可以</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第{0}页，共{1}页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还没有写名字</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已经交给窗口</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>打印出来以后，还要在纸上签名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不签也可以，补齐材料后再受理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已告诉窗口，您不签</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>QuestionsView</name>
    <message>
        <source>返回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>上一个</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一个</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>更多</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>好了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第{0}个问题，共{1}个</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>答过的第{0}个问题，共{1}个</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}&#x3000;{1} 人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>删除</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RatingView</name>
    <message>
        <source>这次办得怎么样？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>由您自己选，工作人员看不到您选了哪一项</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>也可以不评价</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>为什么这样评？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可以选几项，也可以不选</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>要不要留下姓名？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请看一看，您选得对不对</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>对就按就这样，不对按改一改</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还剩不到1分钟</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0} · {1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>交了以后不能再改</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不评价</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>留姓名（保密）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不留姓名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{0}，{1}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>刚才没有存下，请再选一次</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>评价的是尾号 {0} 的办件</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReasonsPage</name>
    <message>
        <source>为什么这样评？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一步</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>第{0}页，共{1}页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可以选几项，也可以不选</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>写几句</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SignatureField</name>
    <message>
        <source>签名的地方</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>用手指或笔在这里写名字</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ThanksView</name>
    <message>
        <source>谢谢您来办事</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请带好您的证件和材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>正在保存</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这次评价已经结束了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>刚才按的没有存下，请带好您的证件和材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请稍候</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TouchKeyboard</name>
    <message>
        <source>上一页</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>下一页</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WaitingView</name>
    <message>
        <source>您可以在这块屏上</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>为您服务的人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>工作人员</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>工号</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>职责</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>咨询电话</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>投诉电话</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>看窗口记下的内容</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>回答几个问题</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>看承诺书，签名字</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>办完后评价，也可以不评</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WordsPage</name>
    <message>
        <source>写几句您想说的话</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>清空</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>删除</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>写好了</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请别写姓名电话，不想写也可以</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WrongView</name>
    <message>
        <source>哪里不对？</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可以选几个，也可以不选</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>姓名、证件</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>回答的问题</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>材料</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>别的</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>返回</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>告诉窗口</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>mirror</name>
    <message>
        <source>您交来的（{n}份）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不用您交的（{n}份）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>还差的（{n}份）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>以后再交的（{n}份）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>接下来</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请您知道</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>姓名</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>单位</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>想用的名称</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代码</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>联系人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>身份证</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>电话</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>监护人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代您来办的人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>原件看过，已还您。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>原件还没看。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>留下复印件{n}份。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>各留复印件{n}份。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>留下{n}份。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>各留下{n}份。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已收下。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{n}个部门共用。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有电子证照，不用交纸的。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>您已书面承诺，不用交。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天办出来，就能直接用。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>前面的事办好，就能直接用。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>请在{day}（含）前补来。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>交来{n}份，还差{more}份。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可以先受理，后补来。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>过期不补，可能不批准。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>过期不补，可能撤销受理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>过期不补，可能算您撤回。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在不用交。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天就办好。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天受理，几天办好待部门定。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>从受理起算{days}。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>签了承诺书就受理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>补来后受理，那时开始计时。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>材料先退您，补齐再来办。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>等前面的事办好，再接着办。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>您坚持申请，由部门书面决定。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先收下，转给部门办。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>先收下，还没有决定。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>有一处还没定，定了再受理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已受理，几天办好待部门定。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>日期还要核对，再告诉您。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>现在暂停计时。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>等部门书面决定。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已经办好。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有批准，请看决定书。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>没有受理，请看决定书。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已经撤销，请看决定书。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>您已撤回。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这次不办。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>材料已退您，可以再来办。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已按放弃处理，请看决定书。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按您的回答，没有要办的事。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这样不能办，可以问窗口。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>综合受理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>值班负责人</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>要{what}。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>原定{day}前补来，已经过了。请问窗口。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可以先受理。{day}（含）前补来。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>今天受理。{day}（含）前办好。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>签了承诺书就受理。{day}（含）前办好。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{day}（含）前给您答复。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已受理。{day}（含）前办好。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按法律已算受理。{day}（含）前办好。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>已受理。应在{day}办好，已经过了。请问窗口。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>这个日子是暂算的。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>按新的规定，不用您交。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>要交的（{n}份）</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>材料看完，再告诉您。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>看过原件，再决定受理。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>共享获取，不用交；请核对是否一致。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>共享获取，您已核对，不用交。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>以您说的变更后的为准，不用交。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>部门书面答复查不到。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>收费和地点</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>收费：{fee}。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>不收费。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>收费待部门定。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>多少待部门定</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>您要来{n}次。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>要来几次，待部门定。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在{place}办。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>在哪里办，待部门定。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>可以打{phone}问。</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>咨询导办</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>收件与受理</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>代办帮办</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>资料流转</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>协调对接</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>发证领证</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
