#!/usr/bin/env python3
"""Seeded generator of heat-assignment instances.
usage: gen.py KIND SEED OUTDIR     KIND in small|typical|large|adversarial
Writes OUTDIR/{schools.csv,runners.csv,heats.toml}. Only the Python standard library is used.
"""
import sys, os, csv, math, random
FIRST = "Ana Ben Cho Dan Eva Finn Gia Hugo Ivy Jay Kai Lea Max Noa Oli Pia Quin Ria Sam Tia Uma Vic Wes Xia Yas Zoe".split()
LAST = "Adams Brook Cruz Diaz Ellis Ford Garcia Hall Ito Jones Khan Lopez Miller Nguyen Ortiz Patel Quist Reyes Singh Tran Usman Vega Wong Young Zamora".split()
SCH = "Oak Elm Pine Cedar Maple River Lake Hill Mesa Canyon Harbor Beach Valley Sunset Sunrise Park Grove Meadow Spring Mission".split()
SCH2 = "View Ridge Creek Field Crest Wood Side Point Vista Glen".split()
P = dict(
 small   =dict(schools=12, kids=600,  cols=6,  cap={'K-1':45,'2-3':50,'4-5':60,'6-8':60}, interval=6, ratio=20),
 typical =dict(schools=60, kids=8000, cols=15, cap={'K-1':150,'2-3':200,'4-5':200,'6-8':200}, interval=5, ratio=25),
 large   =dict(schools=200,kids=30000,cols=25, cap={'K-1':250,'2-3':300,'4-5':300,'6-8':300}, interval=3, ratio=25),
 adversarial=dict(schools=96,kids=0,  cols=16, cap={'K-8':250}, interval=5, ratio=25))
GR = {'K-1':['K','1'],'2-3':['2','3'],'4-5':['4','5'],'6-8':['6','7','8'],'K-8':['K','1','2','3','4','5','6','7','8']}
MIX = {'elem':{'K':.12,'1':.16,'2':.18,'3':.19,'4':.19,'5':.16},
       'k8':{'K':.09,'1':.11,'2':.13,'3':.14,'4':.14,'5':.13,'6':.10,'7':.09,'8':.07},
       'mid':{'6':.40,'7':.33,'8':.27}}
def main():
    kind, seed, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    p = P[kind]; R = random.Random(f"{kind}-{seed}"); os.makedirs(out, exist_ok=True)
    n = p['schools']; names=[]
    pool=[f"{a} {b}" for a in SCH for b in SCH2]; R.shuffle(pool)
    names=[pool[i] for i in range(n)]
    types=[R.choices(['elem','k8','mid'],[.7,.2,.1])[0] for _ in range(n)]
    counts=[]                                   # per school {grade:count}
    if kind=='adversarial':
        C=p['cap']['K-8']; sizes=[]
        while len(sizes)<n:                     # triplets (Falkenauer style): sum exactly C, each in (C/4,C/2)
            a=R.randint(C//4+12,C//2-1); b=R.randint(C//4+2,max(C//4+2,(C-a)//2))
            c=C-a-b
            if C//4<c<C//2: sizes+= [a,b,c]
        R.shuffle(sizes)
        g9=GR['K-8']
        for s in sizes:
            d={g:0 for g in g9}
            for _ in range(s): d[R.choice(g9)]+=1
            counts.append(d)
    else:
        w=[R.lognormvariate(0,.6) for _ in range(n)]; tot=sum(w)
        for i in range(n):
            s=max(6,round(p['kids']*w[i]/tot)); m=MIX[types[i]]; gs=list(m)
            d={g:0 for g in gs}
            for g in R.choices(gs,[m[x]*R.uniform(.6,1.4) for x in gs],k=s): d[g]+=1
            counts.append(d)
    # tents: serpentine rows; ~6% of tent places are empty (sponsors, medical)
    places=int(n*1.06)+1; spots=R.sample(range(places),n)
    cells=[(s//p['cols'],s%p['cols']) for s in spots]
    band_of={g:b for b in p['cap'] for g in GR[b]}
    with open(f"{out}/schools.csv","w",newline='') as f:
        wr=csv.writer(f); wr.writerow(['school','tent_row','tent_col','coaches'])
        for i in range(n):
            big=0
            for b in p['cap']:
                u=sum(counts[i].get(g,0) for g in GR[b]); big=max(big,math.ceil(u/p['ratio'])+(1 if u>p['cap'][b] else 0))   # pieces of a split round up
            wr.writerow([names[i],cells[i][0]+1,cells[i][1]+1,max(2,big+R.choice([0,0,1,1,2]))])
    rows=[]; fam=0
    for i in range(n):
        last=[]
        for g,k in counts[i].items():
            for _ in range(k):
                if last and kind!='adversarial' and R.random()<.15: ln,fm=R.choice(last)
                else:
                    fam+=1; ln,fm=R.choice(LAST),f"F{fam:05d}"
                last.append((ln,fm))
                a=1 if kind!='adversarial' and R.random()<.012 else 0
                rows.append([R.choice(FIRST),ln,g,R.choice('FM'),names[i],a,fm])
    R.shuffle(rows)                             # registration order
    with open(f"{out}/runners.csv","w",newline='') as f:
        wr=csv.writer(f); wr.writerow(['bib','first','last','grade','gender','school','assisted','family'])
        for k,r in enumerate(rows): wr.writerow([1001+k]+r)
    with open(f"{out}/heats.toml","w") as f:
        f.write(f'''# heat configuration ({kind}, seed {seed})
[program]
first_start = "08:00"
latest_start = "19:00"       # no heat may start later
turnaround_min = 20          # a coach is free for another heat this long after a start
chaperone_ratio = {p['ratio']}         # kids of one school per coach in one heat
band_gap_min = 5             # extra minutes when the band (course) changes
assist_seats = 2             # places one assisted runner takes in the start corral
max_assisted = 8             # assisted runners per heat (guides available)
tent_cols = {p['cols']}               # serpentine walk: odd rows left to right, even rows right to left
''')
        dist={'K-1':800,'2-3':1000,'4-5':1609,'6-8':1609,'K-8':1609}
        for b in p['cap']:
            gs=', '.join(f'"{g}"' for g in GR[b])
            f.write(f'\n[[band]]\nname = "{b}"\ngrades = [{gs}]\ngender = "all"\ndistance_m = {dist[b]}\ncapacity = {p["cap"][b]}\nreserve = 0\ninterval_min = {p["interval"]}\n')
        b0=list(p['cap'])[-1]; ok=[i for i in range(n) if 0<sum(counts[i].get(g,0) for g in GR[b0])<=p['cap'][b0]]
        if ok: f.write(f'\n[[lock]]                      # host school opens this band\nschool = "{names[R.choice(ok)]}"\nband = "{b0}"\nheat_in_band = 1\n')
main()
